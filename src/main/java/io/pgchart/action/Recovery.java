package io.pgchart.action;

import io.pgchart.error.PgChartException;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.Revision;
import io.pgchart.report.Reporter;

/**
 * Brings a release back after a deploy failed and its diagnosis was told: to the last revision that was deployed or,
 * where there is none, to nothing but what is kept.
 */
record Recovery(Workbench workbench) {

    /** @param failure told in the end, whatever becomes of the recovery */
    void recover(ReleaseHistory history, DeployRequest request, PgChartException failure) {
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
                new Undeploy(workbench).run(new UndeployRequest(release, options.rollout(), false, false, false, null));
            } else {
                new Rollback(workbench)
                        .run(new RollbackRequest(
                                release, good.number(), options.rollout(), false, options.historyMax(), null));
            }
        } catch (PgChartException e) {
            reporter.outcome("Recovery", "failed: " + e.getMessage());
            failure.addSuppressed(e);
        }
    }
}
