package io.pgchart.cluster.fabric8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines as they arrive: of a very long one the beginning, and what is no UTF-8 with a mark in its place. */
final class Lines {

    /** Four times what container runtimes put into one record. */
    static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int end;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; null when there are no more. A last line without an end counts too. */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        long left = 0;
        boolean hasBegun = false;
        while (at < end || fill()) {
            hasBegun = true;
            byte next = buffer[at++];
            if (next == '\n') {
                return text(line, left);
            }
            if (line.size() < LONGEST) {
                line.write(next);
            } else {
                left++;
            }
        }
        return hasBegun ? text(line, left) : null;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private static String text(ByteArrayOutputStream line, long left) {
        String text = line.toString(StandardCharsets.UTF_8);
        if (left > 0) {
            return text + " … (" + left + " bytes more)";
        }
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
