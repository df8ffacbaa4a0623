package io.pgchart.plan;

import io.pgchart.error.Problems;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import org.jspecify.annotations.Nullable;

/** Objects out of text. */
final class Objects {

    private Objects() {}

    /** An object as a server would answer it. */
    static LiveObject live(String yaml) {
        Problems problems = new Problems();
        MapNode tree = YamlReader.map(yaml, "live.yaml", problems);
        problems.throwIfAny();
        MapNode metadata = tree.map("metadata");
        ObjectId id = new ObjectId(text(tree, "apiVersion"), text(tree, "kind"), "orders", text(metadata, "name"));
        return new LiveObject(id, tree);
    }

    private static String text(@Nullable MapNode map, String key) {
        String text = map == null ? null : map.text(key);
        if (text == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return text;
    }
}
