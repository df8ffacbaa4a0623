package io.pgchart.rollout;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Proof;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import java.util.Map;

/**
 * Stops pods of a StatefulSet while its volumes are worked on.
 *
 * <p>By an apply of what the release has, with fewer replicas, as the field manager of all applies: so the next apply of
 * the release starts them again, also where this process dies before.
 */
public record Standstill(Rollout rollout, boolean force) {

    private static final Origin STOPPED = Origin.of("standstill");

    /**
     * Returns when the pods from that ordinal on are gone.
     *
     * @throws ClusterException when there are pods without their StatefulSet, which nobody stops
     * @throws io.pgchart.error.RolloutException when one does not go in time
     */
    public void stop(Manifest statefulSet, int from) {
        try {
            if (rollout.cluster().get(statefulSet.id()) != null) {
                scale(statefulSet, from);
            } else if (!pods(statefulSet, from).isEmpty()) {
                throw new ClusterException(new Problem(
                        statefulSet.id().shortName(),
                        "is not there, and its pods are: nothing may work on their volumes",
                        null,
                        "Deploy, so that they have their StatefulSet again, then restore."));
            }
            // One that its controller was just making is there by the second look.
            for (List<LiveObject> left = pods(statefulSet, from); !left.isEmpty(); left = pods(statefulSet, from)) {
                Departure.await(rollout, left);
            }
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, statefulSet.tree(), null));
        }
    }

    private void scale(Manifest statefulSet, int replicas) {
        MapNode spec = statefulSet.tree().map("spec");
        if (spec == null) {
            throw new IllegalArgumentException(statefulSet.id() + " has no spec");
        }
        MapNode stopped =
                statefulSet.tree().with("spec", spec.with("replicas", new ScalarNode((long) replicas, STOPPED)));
        rollout.cluster()
                .apply(rollout.ownership().marked(stopped), new ApplyOptions(Proof.FIELD_MANAGER, force, false));
    }

    /** Whoever owns them: one that was left behind uses its volume as well. */
    private List<LiveObject> pods(Manifest statefulSet, int from) {
        String prefix = statefulSet.id().name() + "-";
        String selector = CommonLabels.of(List.of(labels(statefulSet)));
        return rollout.cluster().list(Selection.labelled("v1", "Pod", selector)).stream()
                .filter(pod -> ordinal(pod, prefix) >= from)
                .toList();
    }

    private static MapNode labels(Manifest statefulSet) {
        return statefulSet.tree().at("spec", "selector", "matchLabels") instanceof MapNode labels
                ? labels
                : new MapNode(Map.of(), STOPPED);
    }

    private static int ordinal(LiveObject pod, String prefix) {
        String name = pod.id().name();
        String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
    }
}
