package io.pgchart.rollout;

import io.pgchart.cluster.Feed;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import java.util.ArrayList;
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
        await(objects, List.of());
    }

    /**
     * The same of objects and of claims that grow.
     *
     * @param growing until each is as large as it asks to be
     */
    public void await(List<LiveObject> objects, List<LiveObject> growing) {
        List<Awaited> unready = new ArrayList<>();
        objects.forEach(object -> unready.add(new Awaited(rollout.reporter(), object, ReadinessRules::judge)));
        growing.forEach(claim -> unready.add(new Awaited(rollout.reporter(), claim, ReadinessRules::growth)));
        unready.removeIf(
                awaited -> awaited.judge(awaited.applied(), Surroundings.NONE).state() == State.READY);
        if (unready.isEmpty()) {
            return;
        }
        try (Feed feed = rollout.cluster().feed();
                Wait wait = new Wait(rollout, budgets, feed, unready)) {
            wait.run();
        }
    }
}
