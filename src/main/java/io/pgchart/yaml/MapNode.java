package io.pgchart.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
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
