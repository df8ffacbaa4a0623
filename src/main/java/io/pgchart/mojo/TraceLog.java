package io.pgchart.mojo;

import io.pgchart.cluster.RequestTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes a line for each request to a file that begins anew with each goal; never a body, so never a secret. */
final class TraceLog implements RequestTrace {

    private final Path file;
    private boolean isBegun;

    TraceLog(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void answered(String method, String path, int code, Duration took) {
        String line = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + method + " " + path + " "
                + (code == 0 ? "no answer" : code) + " " + took.toMillis() + " ms\n";
        try {
            if (!isBegun) {
                isBegun = true;
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, line);
            } else {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // A goal does not fail because its trace can't be written.
            isBegun = true;
        }
    }
}
