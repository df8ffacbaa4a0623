package io.pgchart.manifest;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Leaves out what is null in a map, at any depth; what is null in a list stays. */
final class NullMembers {

    private NullMembers() {}

    /** The same node where nothing is null in it. */
    static Node leftOut(Node node) {
        if (node instanceof MapNode map) {
            return leftOut(map);
        }
        if (!(node instanceof ListNode list)) {
            return node;
        }
        List<Node> changed = null;
        for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            Node rest = leftOut(item);
            if (rest != item) {
                changed = changed == null ? new ArrayList<>(list.items()) : changed;
                changed.set(i, rest);
            }
        }
        return changed == null ? list : new ListNode(changed, list.origin());
    }

    static MapNode leftOut(MapNode map) {
        Map<String, Node> changed = null;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            Node value = member.getValue();
            Node rest = leftOut(value);
            if (rest != value || isNull(value)) {
                changed = changed == null ? new LinkedHashMap<>(map.members()) : changed;
                if (isNull(value)) {
                    changed.remove(member.getKey());
                } else {
                    changed.put(member.getKey(), rest);
                }
            }
        }
        return changed == null ? map : new MapNode(changed, map.origin());
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isNull();
    }
}
