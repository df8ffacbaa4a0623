package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.plan.Plan;
import io.pgchart.release.Opening;
import io.pgchart.release.Operation;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.Revision;
import io.pgchart.release.Tenure;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.SecretMask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes back to an earlier revision of a release, whoever made it, by making a new one of the same objects. */
public final class Rollback {

    private final Workbench workbench;
    private final Reporter reporter;

    public Rollback(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Goes back.
     *
     * @throws InvalidInputException when there is no such revision
     * @throws ClusterException when the cluster refuses, or the revision's record can't be applied
     * @throws io.pgchart.error.RolloutException when what was applied does not become ready, or a hook failed
     */
    public void run(RollbackRequest request) {
        run(request, null);
    }

    /** The same only as long as that revision is the newest; null for always. */
    void run(RollbackRequest request, @Nullable Integer newest) {
        Instant begun = workbench.clock().instant();
        boolean isDone = false;
        while (!isDone) {
            isDone = goBack(request, newest, begun);
        }
    }

    private boolean goBack(RollbackRequest request, @Nullable Integer newest, Instant begun) {
        String release = request.releaseName();
        Opening opening = workbench.told(
                workbench.releases().await(release, workbench.waiting(request.rollout(), request.unlock())));
        ReleaseHistory history = opening.history();
        if (Recovery.isOvertaken(history, newest, reporter)) {
            return true;
        }
        ReleaseRecord target = target(history, request);
        reporter.release(workbench.whereabouts(history));
        reporter.outcome("Target", "revision " + target.revision() + "  " + target.chartLabel());

        ReleaseObjects objects = target.objects();
        SecretMask mask = SecretMask.of(objects);
        Preflight preflight = workbench.preflight(release, mask, request.rollout());
        Plan plan = preflight.plan(objects, history, Operation.ROLLBACK);
        reporter.plan(plan);
        preflight.secrets().notes().tell(reporter);
        if (request.dryRun()) {
            reporter.outcome("Dry run", "the server accepts all of it; nothing was changed");
            return true;
        }
        Tenure tenure = workbench.releases().beginRollback(opening, target, request.historyMax());
        if (tenure == null) {
            return false;
        }
        try (tenure) {
            new RevisionRollout(workbench, tenure, mask, request.rollout(), preflight.secrets())
                    .carryOut(plan, Operation.ROLLBACK, Revisions.areServerSideApplied(history));
            tenure.succeed();
        }
        String made = release + " revision " + tenure.record().revision();
        reporter.outcome("Deployed", made + ", revision " + target.revision() + " again, in " + workbench.since(begun));
        return true;
    }

    private ReleaseRecord target(ReleaseHistory history, RollbackRequest request) {
        Revision newest = history.newest();
        if (newest == null) {
            throw workbench.noRelease(request.releaseName());
        }
        Revision target = request.revision() == null ? before(history, newest) : history.revision(request.revision());
        if (target == null) {
            throw new InvalidInputException(List.of(missing(history, request)));
        }
        List<Problem> flaws = target.record().flaws();
        if (!flaws.isEmpty()) {
            throw new ClusterException(flaws);
        }
        return target.record();
    }

    /** The last one before the newest that was once deployed. */
    private static @Nullable Revision before(ReleaseHistory history, Revision newest) {
        Revision found = null;
        for (Revision revision : history.revisions()) {
            if (revision.number() < newest.number() && revision.status().wasDeployed()) {
                found = revision;
            }
        }
        return found;
    }

    private static Problem missing(ReleaseHistory history, RollbackRequest request) {
        List<String> known = new ArrayList<>();
        history.revisions().forEach(revision -> known.add(revision.number() + " (" + revision.status() + ")"));
        String fault = request.revision() == null
                ? "has no earlier revision that was deployed"
                : "has no revision " + request.revision();
        return new Problem(
                "release " + request.releaseName(),
                fault + ", only " + String.join(", ", known),
                null,
                "Name one of them: -Dpgchart.revision=<number>.");
    }
}
