package io.pgchart.rollout;

/** Asked before each write, and before each time that one is sent again; may be asked from several threads. */
@FunctionalInterface
public interface WriteGuard {

    /**
     * Says nothing while this deploy holds the release.
     *
     * @throws io.pgchart.error.ClusterException when another one holds it
     */
    void ensureHeld();
}
