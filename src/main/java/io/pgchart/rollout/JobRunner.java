package io.pgchart.rollout;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;

/** Runs a Job that is no hook: creates it, tells its logs while it runs, and waits for its end. */
public record JobRunner(Rollout rollout) {

    /**
     * Runs it.
     *
     * @param job one that is not there yet
     * @throws ClusterException when it is refused
     * @throws io.pgchart.error.RolloutException when it failed, or its time is over
     */
    public LiveObject run(MapNode job) {
        rollout.guard().ensureHeld();
        LiveObject created;
        try {
            created = rollout.cluster().create(job, false);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, job, null));
        }
        HookWatch.await(rollout, created);
        return created;
    }
}
