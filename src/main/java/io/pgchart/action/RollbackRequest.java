package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * Where to go back to.
 *
 * @param revision its number; null for the last one before the newest that was deployed
 * @param dryRun proves and tells the plan, and changes nothing
 * @param historyMax how many revisions are kept, at least 1
 * @param unlock the number of a pending revision whose helm is dead, to take it over; null for none
 */
public record RollbackRequest(
        String releaseName,
        @Nullable Integer revision,
        RolloutOptions rollout,
        boolean dryRun,
        int historyMax,
        @Nullable Integer unlock) {}
