package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what Kubernetes writes into lists of maps: conditions, container statuses, owners. */
final class Fields {

    private Fields() {}

    /** What stands at a path of keys, or null. */
    static @Nullable Node at(@Nullable Node from, String... path) {
        Node node = from;
        for (String key : path) {
            node = node instanceof MapNode map ? map.get(key) : null;
        }
        return node;
    }

    /** The scalar at a path of keys as text, {@code ""} where there is none. */
    static String text(@Nullable Node from, String... path) {
        return at(from, path) instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : "";
    }

    /** The whole number at a path of keys, 0 where there is none. */
    static long number(@Nullable Node from, String... path) {
        return at(from, path) instanceof ScalarNode scalar && scalar.value() instanceof Long number ? number : 0;
    }

    /** The maps of a list; empty when it is none. */
    static List<MapNode> maps(@Nullable Node list) {
        List<MapNode> maps = new ArrayList<>();
        if (list instanceof ListNode items) {
            for (Node item : items.items()) {
                if (item instanceof MapNode map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    /** The condition of that type in an object's status, or null. */
    static @Nullable MapNode condition(LiveObject live, String type) {
        for (MapNode condition : maps(live.at("status", "conditions"))) {
            if (type.equals(condition.text("type"))) {
                return condition;
            }
        }
        return null;
    }

    /** Whether the object has that condition with status True. */
    static boolean is(LiveObject live, String type) {
        return "True".equals(text(condition(live, type), "status"));
    }

    /** Whether an object is owned by another one. */
    static boolean isOwned(LiveObject live, String ownerUid) {
        return maps(live.at("metadata", "ownerReferences")).stream()
                .anyMatch(owner -> ownerUid.equals(owner.text("uid")));
    }

    /** Text on one line, without the dot at its end. */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
