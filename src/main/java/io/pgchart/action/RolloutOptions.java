package io.pgchart.action;

import java.time.Duration;

/**
 * How objects are applied and waited for.
 *
 * @param timeout of the wait of each wave and of each hook that sets itself none
 * @param waits whether a workload has to be ready for the deploy to be a success
 * @param forceConflicts takes fields from other managers
 * @param takeOwnership takes objects that are not the release's
 */
public record RolloutOptions(Duration timeout, boolean waits, boolean forceConflicts, boolean takeOwnership) {}
