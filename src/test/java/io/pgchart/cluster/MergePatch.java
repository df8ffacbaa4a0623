package io.pgchart.cluster;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.util.Map;
import java.util.Objects;

/** JSON merge patch: maps are merged, anything else replaces, null removes. Source: RFC 7386. */
final class MergePatch {

    private MergePatch() {}

    static void into(Map<String, Object> tree, MapNode patch) {
        patch.members().forEach((key, value) -> {
            if (value instanceof MapNode members) {
                into(Plain.child(tree, key), members);
            } else if (value instanceof ScalarNode scalar && scalar.isNull()) {
                tree.remove(key);
            } else {
                Map<String, Object> one = Plain.map(new MapNode(Map.of(key, value), value.origin()));
                tree.put(key, Objects.requireNonNull(one.get(key)));
            }
        });
    }
}
