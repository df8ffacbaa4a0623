package io.pgchart.rollout;

import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
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
    public LiveObject run(MapNode job) {
        LiveObject created = create(job);
        HookWatch.await(rollout, created);
        return created;
    }

    /** The same, and removes it with its pod and volumes, whatever becomes of it: its log was told. */
    public void runAndRemove(MapNode job) {
        LiveObject created = create(job);
        try {
            HookWatch.await(rollout, created);
        } finally {
            remove(created);
        }
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
        LiveObject created = create(job);
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

    private LiveObject create(MapNode job) {
        rollout.guard().ensureHeld();
        try {
            return rollout.cluster().create(job, false);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, job, null));
        }
    }
}
