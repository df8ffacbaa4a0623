package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.Tunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A port of this machine; one thread waits for clients, and each client that is there has another. */
final class Fabric8Tunnel implements Tunnel {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** As many as a pool of connections may open at once. */
    private static final int BACKLOG = 100;

    private final PodStreams streams;
    private final ServerSocket port;
    private final Consumer<String> trouble;
    private final Set<PodStream> clients = ConcurrentHashMap.newKeySet();

    private Fabric8Tunnel(PodStreams streams, ServerSocket port, Consumer<String> trouble) {
        this.streams = streams;
        this.port = port;
        this.trouble = trouble;
    }

    /** Takes the local port and proves that streams can be had. */
    static Fabric8Tunnel open(PodStreams streams, int localPort, Consumer<String> trouble) throws BindException {
        Fabric8Tunnel tunnel = new Fabric8Tunnel(streams, bound(localPort), trouble);
        try {
            streams.prove();
            tunnel.start("", tunnel::accept);
            return tunnel;
        } catch (RuntimeException e) {
            tunnel.close();
            throw e;
        }
    }

    private static ServerSocket bound(int localPort) throws BindException {
        try {
            return new ServerSocket(localPort, BACKLOG, InetAddress.getByAddress(LOOPBACK));
        } catch (BindException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int localPort() {
        return port.getLocalPort();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                PodStream client = new PodStream(socket, trouble);
                clients.add(client);
                start(" from " + socket.getPort(), () -> serve(client));
            } catch (IOException e) {
                // The port was closed, or this process has as many files open as it may.
                if (!port.isClosed()) {
                    streams.requests().pause(Patience.pause(0, Duration.ZERO));
                }
            }
        }
    }

    private void serve(PodStream client) {
        try {
            if (port.isClosed()) {
                client.abort();
            } else {
                client.run(streams);
            }
        } finally {
            clients.remove(client);
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, "pgchart tunnel " + streams.target() + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clients.forEach(PodStream::abort);
    }
}
