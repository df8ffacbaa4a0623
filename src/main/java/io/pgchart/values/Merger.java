package io.pgchart.values;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree of values over another.
 *
 * <p>Where both have a map the result has the members of both, those of the weaker first; elsewhere the stronger
 * replaces. A null of the stronger removes the key and is not kept; one inside a list is an item like any other. Where
 * the shapes of three trees agree, and none holds null, the order of merging them makes no difference.
 */
final class Merger {

    private Merger() {}

    /** Both as one layer, which takes away the same keys as the two: their nulls stay. */
    static MapNode united(MapNode weaker, MapNode stronger) {
        Map<String, Node> united = new LinkedHashMap<>(weaker.members());
        stronger.members().forEach((key, over) -> {
            Node under = weaker.get(key);
            united.put(key, under instanceof MapNode low && over instanceof MapNode high ? united(low, high) : over);
        });
        return new MapNode(united, stronger.origin());
    }

    static MapNode merge(MapNode weaker, MapNode stronger) {
        Map<String, Node> merged = new LinkedHashMap<>(weaker.members());
        for (Map.Entry<String, Node> member : stronger.members().entrySet()) {
            Node result = merge(weaker.get(member.getKey()), member.getValue());
            if (result == null) {
                merged.remove(member.getKey());
            } else {
                merged.put(member.getKey(), result);
            }
        }
        return new MapNode(merged, stronger.origin());
    }

    private static @Nullable Node merge(@Nullable Node weaker, Node stronger) {
        if (stronger instanceof ScalarNode scalar && scalar.isNull()) {
            return null;
        }
        if (stronger instanceof MapNode over) {
            MapNode under = weaker instanceof MapNode map ? map : new MapNode(Map.of(), over.origin());
            return merge(under, over);
        }
        return stronger;
    }
}
