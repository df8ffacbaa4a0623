package io.pgchart.standin;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.List;

/** Reads what controllers want to know of an object. */
final class Fields {

    private Fields() {}

    /** What stands at a path of keys as JSON, {@code {}} where there is nothing. */
    static String json(LiveObject object, String... path) {
        Node node = object.at(path);
        return node == null ? "{}" : JsonText.of(node);
    }

    /** The maps of a list. */
    static List<MapNode> maps(LiveObject object, String... path) {
        return object.at(path) instanceof ListNode list
                ? list.items().stream().map(MapNode.class::cast).toList()
                : List.of();
    }

    static boolean isOwnedBy(LiveObject object, LiveObject owner) {
        return maps(object, "metadata", "ownerReferences").stream()
                .anyMatch(reference -> owner.uid().equals(reference.text("uid")));
    }

    /** The owner as its dependents name it. */
    static String reference(LiveObject owner) {
        return "{apiVersion: " + owner.id().apiVersion() + ", kind: "
                + owner.id().kind() + ", name: " + owner.id().name() + ", uid: " + owner.uid()
                + ", controller: true, blockOwnerDeletion: true}";
    }

    /** Whether a condition of its status is true. */
    static boolean is(LiveObject object, String condition) {
        return maps(object, "status", "conditions").stream()
                .anyMatch(one -> condition.equals(one.text("type")) && "True".equals(one.text("status")));
    }
}
