package io.pgchart.manifest;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes object as it is to be.
 *
 * @param tree the object, its first keys {@code apiVersion}, {@code kind}, {@code metadata}
 * @param template the file of the chart it comes from: {@code templates/configmap.yaml}
 */
public record Manifest(ObjectId id, MapNode tree, String template) {

    /** Source: Helm's chart tips and tricks, "Tell Helm Not To Uninstall a Resource". */
    public static final String RESOURCE_POLICY = "helm.sh/resource-policy";

    /** The text of an annotation, or null. */
    public @Nullable String annotation(String key) {
        MapNode annotations = annotations();
        return annotations == null ? null : annotations.text(key);
    }

    /** The annotations, or null where there are none. */
    public @Nullable MapNode annotations() {
        MapNode metadata = tree.map("metadata");
        return metadata == null ? null : metadata.map("annotations");
    }

    /** Whether it stays in the cluster when the release no longer wants it. */
    public boolean isKept() {
        return "keep".equals(annotation(RESOURCE_POLICY));
    }

    /** Whether it is a Secret with data, which nobody but its owner may read. */
    public boolean holdsSecretData() {
        MapNode data = tree.map("data");
        return id.kind().equals("Secret") && data != null && !data.members().isEmpty();
    }

    /** Whether both say the same, wherever it was written and in whatever order the keys stand. */
    public boolean isSameAs(Manifest other) {
        return TreeEquality.isSame(tree, other.tree);
    }

    /** The same object with its namespace written behind its name. */
    Manifest withNamespace(String namespace) {
        Map<String, Node> members = new LinkedHashMap<>(tree.members());
        if (members.get("metadata") instanceof MapNode metadata) {
            members.put("metadata", named(metadata, namespace));
        }
        ObjectId named = new ObjectId(id.apiVersion(), id.kind(), namespace, id.name());
        return new Manifest(named, new MapNode(members, tree.origin()), template);
    }

    private static MapNode named(MapNode metadata, String namespace) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : metadata.members().entrySet()) {
            members.put(member.getKey(), member.getValue());
            if (member.getKey().equals("name")) {
                members.put(
                        "namespace", new ScalarNode(namespace, member.getValue().origin()));
            }
        }
        return new MapNode(members, metadata.origin());
    }
}
