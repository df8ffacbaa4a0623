package io.pgchart.cluster;

import java.time.Duration;

/** Hears of each request that was sent to a cluster, whatever became of it. May be called from several threads. */
@FunctionalInterface
public interface RequestTrace {

    /** Hears nothing. */
    RequestTrace NONE = (method, path, code, took) -> {};

    /**
     * A request was answered, or was not.
     *
     * @param path with its query; neither ever holds a secret
     * @param code of HTTP; 0 when there was no answer
     * @param took until the answer began
     */
    void answered(String method, String path, int code, Duration took);
}
