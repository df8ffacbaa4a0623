package io.pgchart.action;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.PgChartException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.pgbackrest.DatabasePods;
import io.pgchart.pgbackrest.RestoreJob;
import io.pgchart.pgbackrest.RestorePlan;
import io.pgchart.plan.Change;
import io.pgchart.plan.Wave;
import io.pgchart.rollout.JobRunner;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.Standstill;
import io.pgchart.rollout.WaveApplier;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The restore of one instance's volume, between the configuration of a release and its workload: the pod is stopped, a Job
 * restores the volume, and the wave of the workload starts the pod again.
 *
 * <p>Where the Job fails before it has touched what was there, the pod is started with that again.
 */
final class RestoreWork implements Interlude {

    private final RestoreRequest request;
    private final Rollout rollout;
    private final DatabasePods pods;
    private final RestoreChoice choice;
    private @Nullable RestorePlan chosen;

    /** @param chosen what was chosen before; null where that is possible only once the configuration is there */
    RestoreWork(RestoreRequest request, Rollout rollout, RestoreChoice choice, @Nullable RestorePlan chosen) {
        this.request = request;
        this.rollout = rollout;
        this.pods = choice.pods();
        this.choice = choice;
        this.chosen = chosen;
    }

    @Override
    public Wave before(Wave wave) {
        Change workload = workload(wave);
        if (workload == null) {
            return wave;
        }
        RestorePlan plan = chosen == null ? choice.choose(rollout) : chosen;
        chosen = plan;
        Wave anew = applied(wave, workload);
        JobRunner runner = new JobRunner(rollout);
        LiveObject job = null;
        try {
            new Standstill(rollout, forces()).stop(pods.statefulSet(), request.instance());
            makeClaims();
            RestoreJob restore = choice.job("restore", rollout.clock().instant());
            job = runner.begin(
                    restore.restore(plan, request.isInPlace(), rollout.cluster().serverTime()));
            runner.await(job);
        } catch (PgChartException | RefusedException e) {
            endBadly(runner, job, anew, e);
            throw e;
        }
        return anew;
    }

    /** Whoever is not waited for any longer may still work on the volume: nothing starts before that is over. */
    private void endBadly(JobRunner runner, @Nullable LiveObject job, Wave anew, RuntimeException failure) {
        try {
            if (job != null) {
                runner.stop(job);
            }
        } catch (PgChartException | RefusedException e) {
            failure.addSuppressed(e);
            note("stays stopped: the Job of the restore may still work on its volume. Delete that, then deploy");
            return;
        }
        if (job != null && request.isInPlace()) {
            note("stays stopped: its files may be replaced in part. Restore it again");
        } else {
            startAgain(anew, failure);
        }
    }

    private @Nullable Change workload(Wave wave) {
        ObjectId id = pods.statefulSet().id();
        for (Change change : wave.changes()) {
            if (change.id().kind().equals(id.kind()) && change.id().name().equals(id.name())) {
                return change;
            }
        }
        return null;
    }

    /** The same wave, of which the workload is applied although the plan found it unchanged: it is stopped now. */
    private static Wave applied(Wave wave, Change workload) {
        List<Change> changes = new ArrayList<>(wave.changes());
        if (workload.action() == Change.Action.UNCHANGED) {
            changes.set(
                    changes.indexOf(workload),
                    new Change(
                            Change.Action.CHANGE,
                            workload.id(),
                            workload.desired(),
                            workload.live(),
                            workload.differences()));
        }
        return new Wave(wave.name(), changes);
    }

    /** Where there was no volume yet the StatefulSet's controller takes these for its own. */
    private void makeClaims() {
        for (MapNode claim : pods.claims(request.instance())) {
            if (rollout.cluster().get(pods.claimId(claim)) == null) {
                rollout.cluster().create(claim, false);
            }
        }
    }

    private void startAgain(Wave anew, RuntimeException failure) {
        Change workload = workload(anew);
        if (workload == null || workload.live() == null || workload.action() == Change.Action.REPLACE) {
            return;
        }
        try {
            new WaveApplier(rollout, forces()).apply(anew);
            note("started again, with the data that it had");
        } catch (PgChartException | RefusedException e) {
            failure.addSuppressed(e);
        }
    }

    private void note(String text) {
        rollout.reporter().note(pods.statefulSet().id().shortName(), text);
    }

    /** What was restored: {@code postgresql-0 from backup ...}. */
    @Override
    public String toString() {
        return pods.pod(request.instance()) + " from " + (chosen == null ? "nothing yet" : chosen);
    }

    private boolean forces() {
        return request.options().rollout().forceConflicts();
    }
}
