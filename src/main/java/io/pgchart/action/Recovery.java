package io.pgchart.action;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.PgChartException;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.Revision;
import io.pgchart.report.Reporter;
import org.jspecify.annotations.Nullable;

/**
 * Brings a release back after a deploy failed and its diagnosis was told: to the last revision that was deployed or,
 * where there is none, to nothing but what is kept.
 */
record Recovery(Workbench workbench) {

    /**
     * Recovers, unless somebody else has gone on from the failed revision: theirs counts.
     *
     * @param history before the deploy
     * @param failed the number of the revision that failed
     * @param failure told in the end, whatever becomes of the recovery
     */
    void recover(ReleaseHistory history, int failed, DeployRequest request, PgChartException failure) {
        Reporter reporter = workbench.reporter();
        String release = request.render().releaseName();
        DeployOptions options = request.options();
        Revision good = history.lastGood();
        reporter.outcome(
                "Recovery",
                good == null
                        ? "removing the failed install: rollbackOnFailure"
                        : "back to revision " + good.number() + ": rollbackOnFailure");
        try {
            if (good == null) {
                new Undeploy(workbench)
                        .run(new UndeployRequest(release, options.rollout(), false, false, false, null), failed);
            } else {
                new Rollback(workbench)
                        .run(
                                new RollbackRequest(
                                        release, good.number(), options.rollout(), false, options.historyMax(), null),
                                failed);
            }
        } catch (PgChartException | RefusedException e) {
            reporter.outcome("Recovery", "failed: " + e.getMessage());
            failure.addSuppressed(e);
        }
    }

    /** Whether another revision is the newest, by someone who came in between; that is told then. */
    static boolean isOvertaken(ReleaseHistory history, @Nullable Integer failed, Reporter reporter) {
        Revision newest = history.newest();
        if (failed == null || (newest != null && newest.number() == failed)) {
            return false;
        }
        String now = newest == null ? "the release is gone" : "the release is at revision " + newest.number();
        reporter.outcome("Recovery", "left out: " + now + " by now, which somebody else has made so");
        return true;
    }
}
