package io.pgchart.rollout;

import io.pgchart.cluster.Feed;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import java.util.List;

/**
 * Waits until objects are ready, and tells why they are not.
 *
 * <p>It watches and never polls; of what its apply answered as ready already there is nothing to watch and to tell.
 */
public final class RolloutWaiter {

    private final Rollout rollout;
    private final Budgets budgets;

    public RolloutWaiter(Rollout rollout) {
        this(rollout, Budgets.DEFAULT);
    }

    public RolloutWaiter(Rollout rollout, Budgets budgets) {
        this.rollout = rollout;
        this.budgets = budgets;
    }

    /**
     * Returns when all objects are ready.
     *
     * @param objects as their apply answered
     * @throws io.pgchart.error.RolloutException when one failed, or was not ready in time; its diagnosis has been told
     * @throws io.pgchart.error.ClusterException when they can't be watched
     */
    public void await(List<LiveObject> objects) {
        List<LiveObject> unready =
                objects.stream().filter(object -> !isReady(object)).toList();
        if (unready.isEmpty()) {
            return;
        }
        try (Feed feed = rollout.cluster().feed();
                Wait wait = new Wait(rollout, budgets, feed, unready)) {
            wait.run();
        }
    }

    private static boolean isReady(LiveObject object) {
        return ReadinessRules.judge(object, Surroundings.NONE).state() == State.READY;
    }
}
