package io.pgchart.rollout;

import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.Fault;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes pods that hold up a rollout and run nothing: of an old revision, which the controller waits for, or crashing
 * since before it, which the kubelet tries again only after minutes.
 *
 * <p>A pod with a running container is never touched: a database in a long recovery is not ready either.
 */
final class Unsticking {

    private final Rollout rollout;
    private final Instant before;
    private final Set<String> tried = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();

    /** @param before the pods that the rollout may have mended were made before this, by the server's clock */
    Unsticking(Rollout rollout, Instant before) {
        this.rollout = rollout;
        this.before = before;
    }

    void unstick(LiveObject set, Surroundings around, Duration elapsed) {
        for (LiveObject pod : ReadinessRules.stuckPods(set, around)) {
            delete(set, pod, "of the old revision, and broken", elapsed);
        }
        for (LiveObject pod : ReadinessRules.crashingPods(set, around, before)) {
            delete(set, pod, "it failed before, and is tried anew at once", elapsed);
        }
    }

    /** The faults but for those of pods that are about to go. */
    List<Fault> left(List<Fault> faults) {
        return faults.stream().filter(fault -> !deleted.contains(fault.uid())).toList();
    }

    private void delete(LiveObject set, LiveObject pod, String why, Duration elapsed) {
        if (!tried.add(pod.uid())) {
            return;
        }
        String name = set.id().shortName();
        String podName = pod.id().name();
        try {
            rollout.cluster().delete(pod.id(), pod.uid(), Propagation.BACKGROUND);
            deleted.add(pod.uid());
            rollout.reporter().waiting(name, podName + " deleted: " + why, elapsed);
        } catch (RefusedException e) {
            String text = podName + " is in the way (" + why + "): run kubectl delete pod/" + podName;
            rollout.reporter().waiting(name, text, elapsed);
        }
    }
}
