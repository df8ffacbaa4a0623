package io.pgchart.render;

import io.pgchart.syntax.GoDuration;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns durations such as {@code 6h} into whole seconds, as most fields of Kubernetes want them. */
final class Seconds {

    private Seconds() {}

    /** The value with each duration in it as seconds, rounded up; null in the place of whatever is none. */
    static Node of(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Node> members = new LinkedHashMap<>();
            for (Map.Entry<String, Node> member : map.members().entrySet()) {
                members.put(member.getKey(), of(member.getValue()));
            }
            return new MapNode(members, map.origin());
        }
        if (node instanceof ListNode list) {
            List<Node> items = new ArrayList<>(list.items().size());
            for (Node item : list.items()) {
                items.add(of(item));
            }
            return new ListNode(items, list.origin());
        }
        return new ScalarNode(seconds(((ScalarNode) node).value()), node.origin());
    }

    private static @Nullable Long seconds(@Nullable Object value) {
        if (!(value instanceof String text) || GoDuration.flaw(text) != null) {
            return null;
        }
        Duration duration = GoDuration.parse(text);
        return duration.getSeconds() + (duration.getNano() == 0 ? 0 : 1);
    }
}
