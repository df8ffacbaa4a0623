package io.pgchart.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A build of a project of {@code src/it} that runs beside the invoker's own one, and may be killed in the midst. */
public final class BackgroundBuild {

    private static final Duration LONGEST = Duration.ofSeconds(100);

    private final Process process;
    private final Path log;

    private BackgroundBuild(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts Maven, the same that runs the invoker.
     *
     * @param localRepository the projects' local repository; everything that the build needs is in it
     * @param log the name of the file in {@code basedir} that gets the console
     */
    public static BackgroundBuild start(File basedir, File localRepository, String log, String... arguments)
            throws IOException {
        Path file = basedir.toPath().resolve(log);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode",
                "--offline",
                "-Dmaven.repo.local=" + localRepository,
                // From which repository a file came does not matter, and these settings don't name the invoker's.
                "-Daether.enhancedLocalRepository.trackingFilename=none"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(basedir)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        // Nobody else ends it when a script fails.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new BackgroundBuild(process, file);
    }

    /** Ends it at once, as {@code kill -9} does: nothing of it is run any more, and nothing is put in order. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        waitForEnd();
    }

    /** Waits until it has succeeded. */
    public void succeeds() throws IOException, InterruptedException {
        waitForEnd();
        if (process.exitValue() != 0) {
            throw new AssertionError(log + ":\n" + Files.readString(log));
        }
    }

    /** Waits until the console of another build in the same folder holds a text. */
    public static void awaitText(File basedir, String log, String text) throws IOException, InterruptedException {
        Path folder = basedir.toPath();
        Path file = folder.resolve(log);
        Instant latest = Instant.now().plus(LONGEST);
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            WatchKey key = folder.register(
                    changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(file) || !Files.readString(file).contains(text)) {
                Duration left = Duration.between(Instant.now(), latest);
                if (left.isNegative() || changes.poll(left.toMillis(), TimeUnit.MILLISECONDS) == null) {
                    throw new AssertionError(file + " does not say '" + text + "'");
                }
                key.pollEvents();
                key.reset();
            }
        }
    }

    private void waitForEnd() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(log + ": has not ended after " + LONGEST.toSeconds() + " s");
        }
    }
}
