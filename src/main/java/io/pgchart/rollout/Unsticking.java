package io.pgchart.rollout;

import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.Surroundings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Deletes pods of an old revision that hold up the new one and run nothing.
 *
 * <p>A pod with a running container is never touched: a database in a long recovery is not ready either.
 */
final class Unsticking {

    private final Rollout rollout;
    private final Set<String> deleted = new HashSet<>();

    Unsticking(Rollout rollout) {
        this.rollout = rollout;
    }

    void unstick(LiveObject set, Surroundings around, Duration elapsed) {
        for (LiveObject pod : ReadinessRules.stuckPods(set, around)) {
            if (deleted.add(pod.uid())) {
                String name = set.id().shortName();
                String podName = pod.id().name();
                try {
                    rollout.cluster().delete(pod.id(), pod.uid(), Propagation.BACKGROUND);
                    rollout.reporter().waiting(name, podName + " deleted: of the old revision, and broken", elapsed);
                } catch (RefusedException e) {
                    String text = podName + " of the old revision is broken and in the way:"
                            + " run kubectl delete pod/" + podName;
                    rollout.reporter().waiting(name, text, elapsed);
                }
            }
        }
    }
}
