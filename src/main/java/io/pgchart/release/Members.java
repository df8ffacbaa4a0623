package io.pgchart.release;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of a map that is being made, in the order they are put. */
final class Members {

    static final Origin ORIGIN = Origin.of("release record");

    private final Map<String, Node> members;

    private Members(Map<String, Node> members) {
        this.members = members;
    }

    static Members empty() {
        return new Members(new LinkedHashMap<>());
    }

    /** Those of a map, to be changed; none where there is no map. */
    static Members of(@Nullable MapNode map) {
        return new Members(map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map.members()));
    }

    Members put(String key, Node value) {
        members.put(key, value);
        return this;
    }

    Members put(String key, String value) {
        return put(key, scalar(value));
    }

    Members put(String key, long value) {
        return put(key, scalar(value));
    }

    /** Leaves an empty text out, and removes what was there, as Go's omitempty does. */
    Members putUnlessEmpty(String key, String value) {
        if (value.isEmpty()) {
            members.remove(key);
            return this;
        }
        return put(key, value);
    }

    Members remove(String key) {
        members.remove(key);
        return this;
    }

    MapNode map() {
        return new MapNode(members, ORIGIN);
    }

    static ScalarNode scalar(@Nullable Object value) {
        return new ScalarNode(value, ORIGIN);
    }

    static <T> ListNode list(Iterable<T> items, Function<T, Node> node) {
        List<Node> nodes = new ArrayList<>();
        items.forEach(item -> nodes.add(node.apply(item)));
        return new ListNode(nodes, ORIGIN);
    }
}
