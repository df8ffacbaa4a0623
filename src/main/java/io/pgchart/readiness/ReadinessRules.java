package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges live objects: a rule a kind; what has no rule is ready as soon as it is there.
 *
 * <p>A rule believes a status only when it is about the newest generation of the object.
 */
public final class ReadinessRules {

    private ReadinessRules() {}

    /** What is to be said of the object, which may also be the answer to its apply. */
    public static Readiness judge(LiveObject live, Surroundings around) {
        return switch (kind(live)) {
            case "apps/StatefulSet" -> StatefulSetRule.judge(live, around);
            case "apps/Deployment" -> DeploymentRule.deployment(live, around);
            case "apps/DaemonSet" -> DeploymentRule.daemonSet(live, around);
            case "apps/ReplicaSet", "/ReplicationController" -> DeploymentRule.replicaSet(live, around);
            case "batch/Job" -> JobRule.judge(live, around);
            case "/Pod" -> PodRule.judge(live, around);
            case "/PersistentVolumeClaim" -> ClaimRule.judge(live, around);
            case "/Service" -> service(live);
            default -> Readiness.ready("there");
        };
    }

    /** What is to be said of a claim that asked for a larger volume: ready when it has it. */
    public static Readiness growth(LiveObject claim, Surroundings around) {
        return GrowthRule.judge(claim, around);
    }

    /** A label selector for the pods of the object; null when it has none. */
    public static @Nullable String podSelector(LiveObject live) {
        if (kind(live).equals("batch/Job")) {
            // Both this one and the one with the prefix batch.kubernetes.io stand on the pods of a Job, this one also
            // on those of clusters before 1.27.
            return "controller-uid=" + live.uid();
        }
        MapNode labels = live.at("spec", "selector", "matchLabels") instanceof MapNode map ? map : plainSelector(live);
        if (labels == null || live.at("spec", "template") == null) {
            return null;
        }
        List<String> terms = new ArrayList<>();
        labels.members().forEach((key, value) -> {
            if (value instanceof ScalarNode scalar) {
                terms.add(key + "=" + scalar.text());
            }
        });
        for (MapNode expression : Fields.maps(live.at("spec", "selector", "matchExpressions"))) {
            terms.add(term(expression));
        }
        return String.join(",", terms);
    }

    /** Pods of an older revision of a StatefulSet that hold up the newer one for good, and do nothing. */
    public static List<LiveObject> stuckPods(LiveObject live, Surroundings around) {
        return kind(live).equals("apps/StatefulSet") ? StatefulSetRule.stuckPods(live, around) : List.of();
    }

    /** Pods of a StatefulSet that were made before that time, crash again and again, and do nothing. */
    public static List<LiveObject> crashingPods(LiveObject live, Surroundings around, Instant madeBefore) {
        return kind(live).equals("apps/StatefulSet")
                ? StatefulSetRule.crashingPods(live, around, madeBefore)
                : List.of();
    }

    /** The pod of the object, or itself, that is the first not to be ready; null when all are, or none is there. */
    public static @Nullable LiveObject unreadyPod(LiveObject live, Surroundings around) {
        if (kind(live).equals("/Pod")) {
            return live;
        }
        for (LiveObject pod : around.pods()) {
            if (DeploymentRule.isDescendant(pod, live) && !Fields.is(pod, "Ready")) {
                return pod;
            }
        }
        return null;
    }

    /** A ReplicationController's selector is labels alone. */
    private static @Nullable MapNode plainSelector(LiveObject live) {
        return live.id().kind().equals("ReplicationController") && live.at("spec", "selector") instanceof MapNode map
                ? map
                : null;
    }

    private static String term(MapNode expression) {
        String key = Fields.text(expression, "key");
        List<String> values = new ArrayList<>();
        if (expression.get("values") instanceof ListNode list) {
            list.items().forEach(item -> values.add(item instanceof ScalarNode scalar ? scalar.text() : ""));
        }
        return switch (Fields.text(expression, "operator")) {
            case "In" -> key + " in (" + String.join(",", values) + ")";
            case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    private static Readiness service(LiveObject service) {
        boolean isBalanced = service.text("spec", "type").equals("LoadBalancer");
        boolean hasAddress =
                !Fields.maps(service.at("status", "loadBalancer", "ingress")).isEmpty()
                        || service.at("spec", "externalIPs") instanceof ListNode;
        if (isBalanced) {
            return hasAddress ? Readiness.ready("has an address") : Readiness.inProgress("no address yet");
        }
        return Readiness.ready("there");
    }

    private static String kind(LiveObject live) {
        return live.id().group() + "/" + live.id().kind();
    }
}
