package io.pgchart.rollout;

import io.pgchart.cluster.Cluster;
import io.pgchart.report.Reporter;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What one rollout is carried out with.
 *
 * @param guard asked before each write
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
        Duration timeout) {}
