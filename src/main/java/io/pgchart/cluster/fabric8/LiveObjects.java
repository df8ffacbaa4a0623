package io.pgchart.cluster.fabric8;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what a server answers into live objects. */
final class LiveObjects {

    private LiveObjects() {}

    static LiveObject of(MapNode tree) {
        return new LiveObject(id(tree), tree);
    }

    static ObjectId id(MapNode tree) {
        MapNode metadata = tree.map("metadata");
        return new ObjectId(
                text(tree, "apiVersion"),
                text(tree, "kind"),
                metadata == null ? null : metadata.text("namespace"),
                metadata == null ? "" : text(metadata, "name"));
    }

    /** The items of a list, each with the type that only the list itself names. */
    static List<LiveObject> items(MapNode list, String apiVersion, String kind) {
        List<LiveObject> objects = new ArrayList<>();
        if (list.get("items") instanceof ListNode items) {
            for (Node item : items.items()) {
                if (item instanceof MapNode map) {
                    Map<String, Node> typed = new LinkedHashMap<>();
                    typed.put("apiVersion", new ScalarNode(apiVersion, JsonTree.ORIGIN));
                    typed.put("kind", new ScalarNode(kind, JsonTree.ORIGIN));
                    typed.putAll(map.members());
                    objects.add(of(new MapNode(typed, JsonTree.ORIGIN)));
                }
            }
        }
        return objects;
    }

    private static String text(MapNode map, String member) {
        String text = map.text(member);
        return text == null ? "" : text;
    }
}
