package io.pgchart.action;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.PgChartException;
import io.pgchart.error.Problem;
import io.pgchart.hook.Hook;
import io.pgchart.hook.HookEvent;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Change;
import io.pgchart.plan.Plan;
import io.pgchart.release.Opening;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import io.pgchart.release.Tenure;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.HookRunner;
import io.pgchart.rollout.Pruner;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.SecretMask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes a release: hooks before, its objects in reverse, hooks after, its record.
 *
 * <p>What holds data stays and is told with the commands that would remove it, unless its removal was asked for; the
 * namespace always stays.
 */
public final class Undeploy {

    private final Workbench workbench;
    private final Reporter reporter;

    public Undeploy(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Removes it. Where nothing is there it says so.
     *
     * @throws io.pgchart.error.ClusterException when the cluster refuses
     * @throws io.pgchart.error.RolloutException when something does not go away in time, or a hook failed
     */
    public void run(UndeployRequest request) {
        run(request, null);
    }

    /** The same only as long as that revision is the newest; null for always. */
    void run(UndeployRequest request, @Nullable Integer only) {
        Instant begun = workbench.clock().instant();
        boolean isDone = false;
        while (!isDone) {
            isDone = remove(request, only, begun);
        }
    }

    private boolean remove(UndeployRequest request, @Nullable Integer only, Instant begun) {
        String release = request.releaseName();
        Opening opening = workbench.told(
                workbench.releases().awaitUninstall(release, workbench.waiting(request.rollout(), request.unlock())));
        if (Recovery.isOvertaken(opening.history(), only, reporter)) {
            return true;
        }
        Revision newest = opening.history().newest();
        reporter.release(workbench.whereabouts(release, newest == null ? "" : Integer.toString(newest.number())));
        if (newest == null || newest.status() == ReleaseStatus.UNINSTALLED) {
            endWithoutRelease(request);
            return true;
        }
        List<Manifest> manifests = Revisions.manifests(opening.history());
        Plan plan = plan(newest.record(), manifests, request);
        reporter.plan(plan);
        if (request.dryRun()) {
            reporter.outcome("Dry run", "nothing was changed");
            return true;
        }
        Tenure tenure = workbench.releases().beginUninstall(opening);
        if (tenure == null) {
            return false;
        }
        try (tenure) {
            remove(plan, manifests, tenure, request);
        }
        reporter.outcome("Removed", release + " in " + workbench.since(begun));
        return true;
    }

    private void endWithoutRelease(UndeployRequest request) {
        String release = request.releaseName();
        reporter.outcome("Nothing", "to remove: there is no release " + release);
        Remains remains = new Remains(workbench.cluster(), reporter);
        remains.addLeftBy(workbench.ownership(release));
        if (request.dryRun()) {
            remains.tell();
        } else {
            end(remains, request, () -> ensureNobodyCame(release));
        }
    }

    /** Without a release there is nothing to hold: whoever deploys meanwhile needs what is left of the last one. */
    private void ensureNobodyCame(String release) {
        Revision newest = workbench.releases().history(release).newest();
        if (newest != null && newest.status() != ReleaseStatus.UNINSTALLED) {
            throw new ClusterException(new Problem(
                    "release " + release,
                    "was made by someone while its remains were being removed; what is still there stays",
                    null,
                    "Run undeploy again if it is to go, too."));
        }
    }

    private void remove(Plan plan, List<Manifest> manifests, Tenure tenure, UndeployRequest request) {
        removeObjects(plan, tenure, request);
        Remains remains = new Remains(workbench.cluster(), reporter);
        remains.addKept(kept(plan));
        remains.addVolumes(manifests);
        end(remains, request, tenure::ensureHeld);
        tenure.uninstalled(request.keepHistory());
    }

    private Plan plan(ReleaseRecord newest, List<Manifest> manifests, UndeployRequest request) {
        RolloutOptions options = new RolloutOptions(Duration.ZERO, false, false, false);
        List<Hook> hooks = newest.objects().hooks();
        return workbench
                .preflight(newest.name(), SecretMask.of(manifests), options)
                .removal(manifests, hooks, request.deleteData());
    }

    private void removeObjects(Plan plan, Tenure tenure, UndeployRequest request) {
        Rollout rollout = workbench.rollout(
                request.releaseName(),
                tenure::ensureHeld,
                SecretMask.of(tenure.record().manifests()),
                request.rollout().timeout());
        HookRunner hookRunner = new HookRunner(rollout, new RecordedRuns(tenure));
        List<Hook> hooks = tenure.record().objects().hooks();
        try {
            hookRunner.run(HookEvent.PRE_DELETE, hooks);
            new Pruner(rollout).prune(plan.removals());
            hookRunner.remove(hooks);
            hookRunner.run(HookEvent.POST_DELETE, hooks);
        } catch (PgChartException | RefusedException e) {
            throw RevisionRollout.failed(tenure, rollout, e);
        }
    }

    private static List<LiveObject> kept(Plan plan) {
        List<LiveObject> kept = new ArrayList<>();
        for (Change change : plan.removals()) {
            if (change.action() == Change.Action.KEEP && change.live() != null) {
                kept.add(change.live());
            }
        }
        return kept;
    }

    private static void end(Remains remains, UndeployRequest request, Runnable guard) {
        if (request.deleteData()) {
            remains.delete(guard);
        } else {
            remains.tell();
        }
    }
}
