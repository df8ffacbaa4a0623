package io.pgchart.rollout;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Proof;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.List;

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
     * @return whether there were any
     * @throws io.pgchart.error.RolloutException when one does not go in time
     */
    public boolean stop(Manifest statefulSet, int from) {
        try {
            LiveObject live = rollout.cluster().get(statefulSet.id());
            if (live == null) {
                return false;
            }
            List<LiveObject> pods = pods(live, from);
            MapNode spec = statefulSet.tree().map("spec");
            if (spec == null) {
                throw new IllegalArgumentException(statefulSet.id() + " has no spec");
            }
            MapNode stopped =
                    statefulSet.tree().with("spec", spec.with("replicas", new ScalarNode((long) from, STOPPED)));
            rollout.guard().ensureHeld();
            rollout.cluster()
                    .apply(rollout.ownership().marked(stopped), new ApplyOptions(Proof.FIELD_MANAGER, force, false));
            Departure.await(rollout, pods);
            return !pods.isEmpty();
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, statefulSet.tree(), null));
        }
    }

    private List<LiveObject> pods(LiveObject statefulSet, int from) {
        String selector = ReadinessRules.podSelector(statefulSet);
        if (selector == null) {
            return List.of();
        }
        String prefix = statefulSet.id().name() + "-";
        return rollout.cluster().list(Selection.labelled("v1", "Pod", selector)).stream()
                .filter(pod -> isOwned(pod, statefulSet) && ordinal(pod, prefix) >= from)
                .toList();
    }

    private static boolean isOwned(LiveObject pod, LiveObject statefulSet) {
        return pod.tree().mapsAt("metadata", "ownerReferences").stream()
                .anyMatch(owner -> statefulSet.uid().equals(owner.text("uid")));
    }

    private static int ordinal(LiveObject pod, String prefix) {
        String name = pod.id().name();
        String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
    }
}
