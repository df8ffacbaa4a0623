package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which release an object belongs to.
 *
 * <p>Source: Helm's pkg/action/validate.go: one label and two annotations, added when an object is applied; the stored
 * manifest has none of them.
 *
 * @param namespace of the release, which is not always the object's
 */
public record Ownership(String release, String namespace) {

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String RELEASE_NAME = "meta.helm.sh/release-name";
    private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";
    private static final String HELM = "Helm";
    private static final Origin ADDED = Origin.of("ownership");

    /** A label selector that shows what Helm or this plugin manages, of all releases. */
    public static final String SELECTOR = MANAGED_BY + "=" + HELM;

    /** The object with the marks of this release; marks that it had already give way, as they do for Helm. */
    public MapNode marked(MapNode object) {
        MapNode metadata = object.map("metadata");
        MapNode before = metadata == null ? new MapNode(Map.of(), ADDED) : metadata;
        MapNode labelled = with(before, "labels", Map.of(MANAGED_BY, HELM));
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(RELEASE_NAME, release);
        annotations.put(RELEASE_NAMESPACE, namespace);
        return object.with("metadata", with(labelled, "annotations", annotations));
    }

    /** Whether the object carries the marks of this release. */
    public boolean owns(LiveObject live) {
        return HELM.equals(live.label(MANAGED_BY))
                && release.equals(live.annotation(RELEASE_NAME))
                && namespace.equals(live.annotation(RELEASE_NAMESPACE));
    }

    /** Whose the object is, in words; null when it is this release's. */
    public @Nullable String stranger(LiveObject live) {
        if (owns(live)) {
            return null;
        }
        String name = live.annotation(RELEASE_NAME);
        String home = live.annotation(RELEASE_NAMESPACE);
        if (name != null && (!name.equals(release) || !namespace.equals(home))) {
            return "belongs to release " + name + (home == null ? "" : " of namespace " + home);
        }
        String manager = live.label(MANAGED_BY);
        boolean byOther = manager != null && !manager.equals(HELM);
        return byOther ? "is managed by " + manager : "belongs to no release";
    }

    private static MapNode with(MapNode map, String key, Map<String, String> added) {
        MapNode before = map.map(key);
        Map<String, Node> members = new LinkedHashMap<>(before == null ? Map.of() : before.members());
        added.forEach((name, value) -> members.put(name, new ScalarNode(value, ADDED)));
        return map.with(key, new MapNode(members, before == null ? map.origin() : before.origin()));
    }
}
