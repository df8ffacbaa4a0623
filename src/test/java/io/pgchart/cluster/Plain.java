package io.pgchart.cluster;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees as Java's own maps and lists, which a fake server can change in place. Members that are null are left out. */
final class Plain {

    private static final Origin ORIGIN = Origin.of("fake cluster");

    private Plain() {}

    static Map<String, Object> map(MapNode tree) {
        Map<String, Object> map = new LinkedHashMap<>();
        tree.members().forEach((key, value) -> {
            Object plain = of(value);
            if (plain != null) {
                map.put(key, plain);
            }
        });
        return map;
    }

    private static @Nullable Object of(Node node) {
        if (node instanceof MapNode map) {
            return map(map);
        }
        if (node instanceof ListNode list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(of(item)));
            return items;
        }
        return ((ScalarNode) node).value();
    }

    static MapNode tree(Map<String, ?> map) {
        Map<String, Node> members = new LinkedHashMap<>();
        map.forEach((key, value) -> members.put(key, node(value)));
        return new MapNode(members, ORIGIN);
    }

    @SuppressWarnings("unchecked")
    private static Node node(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return tree((Map<String, ?>) map);
        }
        if (value instanceof List<?> list) {
            return new ListNode(list.stream().map(Plain::node).toList(), ORIGIN);
        }
        return new ScalarNode(value instanceof Integer number ? Long.valueOf(number) : value, ORIGIN);
    }

    /** The map at a key, made where there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> child(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.computeIfAbsent(key, missing -> new LinkedHashMap<String, Object>());
    }

    /** A copy that shares no map or list. */
    static Map<String, Object> copy(Map<String, Object> map) {
        return map(tree(map));
    }

    static String text(Map<String, Object> map, String... path) {
        Object value = map;
        for (String key : path) {
            value = value instanceof Map<?, ?> parent ? parent.get(key) : null;
        }
        return value == null ? "" : value.toString();
    }
}
