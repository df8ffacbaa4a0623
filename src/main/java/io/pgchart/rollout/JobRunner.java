package io.pgchart.rollout;

import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.PgChartException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;

/** Runs a Job that is no hook: creates it, tells its logs while it runs, and waits for its end. */
public record JobRunner(Rollout rollout) {

    /**
     * Runs it.
     *
     * @param job one that is not there yet
     * @throws ClusterException when it is refused
     * @throws io.pgchart.error.RolloutException when it failed, or its time is over
     */
    public void run(MapNode job) {
        await(begin(job));
    }

    /**
     * The same, and removes it with its pod and volumes, whatever becomes of it: its log was told.
     *
     * @throws ClusterException also when it was a success and can't be removed
     */
    public void runAndRemove(MapNode job) {
        LiveObject created = begin(job);
        try {
            await(created);
        } catch (PgChartException | RefusedException e) {
            try {
                remove(created);
            } catch (PgChartException | RefusedException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        remove(created);
    }

    /** Creates it. */
    public LiveObject begin(MapNode job) {
        try {
            return rollout.cluster().create(job, false);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, job, null));
        }
    }

    /**
     * Tells the logs of one that has begun, and waits for its end.
     *
     * @throws io.pgchart.error.RolloutException when it failed, or is not waited for any longer; then it may still run
     */
    public void await(LiveObject begun) {
        HookWatch.await(rollout, begun);
    }

    /** Removes one, and returns when none of its pods can run any more. */
    public void stop(LiveObject begun) {
        rollout.cluster().delete(begun.id(), begun.uid(), Propagation.FOREGROUND);
        Departure.await(rollout, List.of(begun));
    }

    /**
     * Runs it untold, and removes it once it was a success.
     *
     * @return the lines that its container of that name wrote
     * @throws ClusterException when it is refused
     * @throws io.pgchart.error.RolloutException when it failed, or its time is over
     */
    public List<String> output(MapNode job, String container) {
        List<String> lines = new ArrayList<>();
        LiveObject created = begin(job);
        HookWatch.await(rollout, created, (from, line) -> {
            if (from.container().equals(container)) {
                lines.add(line);
            }
        });
        remove(created);
        return lines;
    }

    private void remove(LiveObject created) {
        rollout.cluster().delete(created.id(), created.uid(), Propagation.BACKGROUND);
    }
}
