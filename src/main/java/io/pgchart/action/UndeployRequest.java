package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * What to remove.
 *
 * @param rollout of it, the time that each removal and each hook may take
 * @param deleteData removes volumes and kept Secrets too
 * @param keepHistory keeps the records, the newest marked as uninstalled
 * @param dryRun tells what would be removed, and changes nothing
 * @param unlock the number of a pending revision whose helm is dead, to take it over; null for none
 */
public record UndeployRequest(
        String releaseName,
        RolloutOptions rollout,
        boolean deleteData,
        boolean keepHistory,
        boolean dryRun,
        @Nullable Integer unlock) {}
