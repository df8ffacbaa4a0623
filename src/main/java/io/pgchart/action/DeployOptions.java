package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * How to deploy.
 *
 * @param dryRun proves and tells the plan, and changes nothing
 * @param force makes a new revision and runs the hooks even when nothing changed
 * @param createNamespace makes the namespace when it is not there
 * @param rollbackOnFailure goes back to the last deployed revision when a rollout or a hook fails
 * @param historyMax how many revisions are kept, at least 1
 * @param unlock the number of a pending revision whose helm is dead, to take it over; null for none
 */
public record DeployOptions(
        RolloutOptions rollout,
        boolean dryRun,
        boolean force,
        boolean createNamespace,
        boolean rollbackOnFailure,
        int historyMax,
        @Nullable Integer unlock) {}
