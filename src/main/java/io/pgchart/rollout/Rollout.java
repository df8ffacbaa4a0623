package io.pgchart.rollout;

import io.pgchart.cluster.Cluster;
import io.pgchart.report.Reporter;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What one rollout is carried out with.
 *
 * @param cluster asks the guard before each write, and before each time that one is sent again
 * @param guard asked whether this deploy still holds the release
 * @param mask hides known secrets in whatever containers and servers wrote
 * @param timeout for the wait of each wave, of each hook that has no time of its own, and of each removal
 */
public record Rollout(
        Cluster cluster,
        Ownership ownership,
        Reporter reporter,
        InstantSource clock,
        WriteGuard guard,
        SecretMask mask,
        Duration timeout) {

    public Rollout {
        cluster = cluster.guarded(guard::ensureHeld);
    }
}
