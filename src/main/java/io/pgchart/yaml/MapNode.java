package io.pgchart.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map with text keys, in the order they were written. */
public record MapNode(Map<String, Node> members, Origin origin) implements Node {

    public MapNode {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of that name, or null. */
    public @Nullable Node get(String key) {
        return members.get(key);
    }

    /** The member of that name if it is a map, or null. */
    public @Nullable MapNode map(String key) {
        return members.get(key) instanceof MapNode map ? map : null;
    }

    /** The member of that name if it is text, or null. */
    public @Nullable String text(String key) {
        return members.get(key) instanceof ScalarNode scalar && scalar.value() instanceof String text ? text : null;
    }

    /** What stands at a path of keys, or null. */
    public @Nullable Node at(String... path) {
        Node node = this;
        for (String key : path) {
            node = node instanceof MapNode map ? map.get(key) : null;
        }
        return node;
    }

    /** The scalar at a path of keys as text, {@code ""} where there is none. */
    public String textAt(String... path) {
        return at(path) instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : "";
    }

    /** The whole number at a path of keys, or the other one where there is none. */
    public long numberAt(long otherwise, String... path) {
        return at(path) instanceof ScalarNode scalar && scalar.value() instanceof Long number ? number : otherwise;
    }

    /** The maps in the list at a path of keys; none where there is no list. */
    public List<MapNode> mapsAt(String... path) {
        List<MapNode> maps = new ArrayList<>();
        if (at(path) instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof MapNode map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    /** The map with that member: in its place where there was one, last otherwise. */
    public MapNode with(String key, Node value) {
        Map<String, Node> changed = new LinkedHashMap<>(members);
        changed.put(key, value);
        return new MapNode(changed, origin);
    }

    @Override
    public String shape() {
        return "map";
    }
}
