package io.pgchart.release;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The machine as the JDK and, on Linux, the kernel show it.
 *
 * <p>Two containers may have one host name and each a process 1: there the machine is the boot of the kernel and the
 * namespace of its process ids (proc(5), pid_namespaces(7)). Elsewhere it is the host's name.
 */
final class LocalMachine implements Machine {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

    /** The start of a process is computed from ticks since boot, and the clock may have been set since. */
    private static final long MILLIS_APART = 2_000;

    private final Holder self;

    private LocalMachine(Holder self) {
        this.self = self;
    }

    static LocalMachine of(String build) {
        ProcessHandle process = ProcessHandle.current();
        String host = hostName();
        return new LocalMachine(new Holder(
                System.getProperty("user.name", "somebody"),
                host,
                machine(host),
                process.pid(),
                started(process),
                build));
    }

    @Override
    public Holder self() {
        return self;
    }

    @Override
    public boolean isDead(Holder holder) {
        if (!holder.machine().equals(self.machine())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(holder.process()).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        long started = started(process.get());
        boolean isKnown = started != 0 && holder.started() != 0;
        return isKnown && Math.abs(started - holder.started()) > MILLIS_APART;
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String machine(String host) {
        try {
            return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESSES);
        } catch (IOException | UnsupportedOperationException e) {
            return host;
        }
    }
}
