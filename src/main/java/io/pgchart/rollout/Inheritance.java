package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Proof;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What others wrote into an object that is made anew: the replicas that an autoscaler set, the annotation by which
 * {@code kubectl rollout restart} restarts pods. An apply leaves it alone, so it has to be there afterwards as well.
 *
 * <p>Pure.
 */
public final class Inheritance {

    private static final Set<String> BOOKKEEPING = Set.of(
            "managedFields",
            "resourceVersion",
            "generation",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink");

    private static final Set<String> OWN = Set.of(Proof.FIELD_MANAGER, SecretHashes.MANAGER);

    private Inheritance() {}

    /** Whether an object has fields of others; its status does not count, nor what is set anew with each apply. */
    public static boolean isIn(LiveObject object) {
        return entries(object).stream()
                .anyMatch(entry -> !isOfStatus(entry) && !OWN.contains(String.valueOf(entry.text("manager"))));
    }

    /** All that an object is, but for what the server alone writes. */
    static MapNode whole(LiveObject object) {
        MapNode tree = without(object.tree(), Set.of("status"));
        MapNode metadata = tree.map("metadata");
        return metadata == null ? tree : tree.with("metadata", without(metadata, BOOKKEEPING));
    }

    /** An object that was made as the whole of another one, with the field managers that the other one had. */
    static MapNode handedOn(LiveObject made, LiveObject other) {
        List<Node> managers = new ArrayList<>();
        entries(other).stream().filter(entry -> !isOfStatus(entry)).forEach(managers::add);
        entries(made).stream().filter(Inheritance::isOfStatus).forEach(managers::add);
        MapNode metadata = made.tree().map("metadata");
        if (metadata == null) {
            throw new IllegalArgumentException(made.id() + " has no metadata");
        }
        ListNode managed = new ListNode(managers, metadata.origin());
        return made.tree().with("metadata", metadata.with("managedFields", managed));
    }

    private static boolean isOfStatus(MapNode entry) {
        MapNode fields = entry.map("fieldsV1");
        return "status".equals(entry.text("subresource"))
                || (fields != null && fields.members().keySet().equals(Set.of("f:status")));
    }

    private static List<MapNode> entries(LiveObject object) {
        return object.tree().mapsAt("metadata", "managedFields");
    }

    private static MapNode without(MapNode map, Set<String> keys) {
        Map<String, Node> members = new LinkedHashMap<>(map.members());
        members.keySet().removeAll(keys);
        return new MapNode(members, map.origin());
    }
}
