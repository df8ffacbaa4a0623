package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Proof;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the fields that an older helm wrote those of a server-side apply.
 *
 * <p>Otherwise fields that are no longer wanted would stay, for {@code helm} by Update would go on to own them, and those
 * with another value would be conflicts. Pure. The way of client-go's util/csaupgrade: the entry becomes one of Apply, or
 * is united with the one that is there; entries of subresources and other API versions are left alone.
 */
final class FieldMigration {

    private FieldMigration() {}

    /** The object with its managed fields as they are to be, or null when there is nothing to do. */
    static @Nullable MapNode migrated(LiveObject live) {
        if (!(live.at("metadata", "managedFields") instanceof ListNode entries)) {
            return null;
        }
        String apiVersion = live.id().apiVersion();
        @Nullable MapNode applied = null;
        List<MapNode> updated = new ArrayList<>();
        List<Node> others = new ArrayList<>();
        for (Node node : entries.items()) {
            if (node instanceof MapNode entry && isOurs(entry, apiVersion, "Update")) {
                updated.add(entry);
            } else if (applied == null && node instanceof MapNode entry && isOurs(entry, apiVersion, "Apply")) {
                applied = entry;
            } else {
                others.add(node);
            }
        }
        if (updated.isEmpty()) {
            return null;
        }
        MapNode united = applied == null ? updated.get(0) : applied;
        for (MapNode entry : updated) {
            united = united.with("fieldsV1", union(united.map("fieldsV1"), entry.map("fieldsV1"), entry));
        }
        others.add(0, united.with("operation", new ScalarNode("Apply", united.origin())));
        MapNode tree = live.tree();
        MapNode metadata = tree.map("metadata");
        ListNode managed = new ListNode(others, entries.origin());
        return metadata == null ? null : tree.with("metadata", metadata.with("managedFields", managed));
    }

    private static boolean isOurs(MapNode entry, String apiVersion, String operation) {
        String subresource = entry.text("subresource");
        return Proof.FIELD_MANAGER.equals(entry.text("manager"))
                && operation.equals(entry.text("operation"))
                && apiVersion.equals(entry.text("apiVersion"))
                && (subresource == null || subresource.isEmpty());
    }

    private static MapNode union(@Nullable MapNode a, @Nullable MapNode b, MapNode entry) {
        Map<String, Node> members = new LinkedHashMap<>(a == null ? Map.of() : a.members());
        if (b != null) {
            b.members().forEach((key, value) -> {
                Node before = members.get(key);
                members.put(
                        key,
                        before instanceof MapNode left && value instanceof MapNode right
                                ? union(left, right, entry)
                                : value);
            });
        }
        return new MapNode(members, entry.origin());
    }
}
