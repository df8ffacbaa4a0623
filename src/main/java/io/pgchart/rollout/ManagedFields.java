package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields that a field manager of the plugin's own has in an object, beside those of helm. */
final class ManagedFields {

    private ManagedFields() {}

    /** Whether the manager owns the field at a path of keys, also together with others. */
    static boolean owns(LiveObject live, String manager, String... path) {
        return live.tree().mapsAt("metadata", "managedFields").stream()
                .anyMatch(entry -> manager.equals(entry.text("manager")) && holds(entry, path));
    }

    private static boolean holds(MapNode entry, String... path) {
        MapNode fields = entry.map("fieldsV1");
        for (String key : path) {
            fields = fields == null ? null : fields.map("f:" + key);
        }
        return fields != null;
    }

    /** What an apply of single fields begins with: what names the object, and nothing else of it. */
    static MapNode named(ObjectId id, Origin origin) {
        Map<String, Node> metadata = new LinkedHashMap<>();
        metadata.put("name", new ScalarNode(id.name(), origin));
        if (id.namespace() != null) {
            metadata.put("namespace", new ScalarNode(id.namespace(), origin));
        }
        Map<String, Node> object = new LinkedHashMap<>();
        object.put("apiVersion", new ScalarNode(id.apiVersion(), origin));
        object.put("kind", new ScalarNode(id.kind(), origin));
        object.put("metadata", new MapNode(metadata, origin));
        return new MapNode(object, origin);
    }
}
