package io.pgchart.cluster;

/** What a test throws in place of killing the process: nothing may catch it, and no request succeeds after it. */
public final class CrashError extends Error {

    private static final long serialVersionUID = 1L;

    CrashError(String request) {
        super("killed at " + request);
    }
}
