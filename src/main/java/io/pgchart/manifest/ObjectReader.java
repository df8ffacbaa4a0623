package io.pgchart.manifest;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what makes a document a Kubernetes object: {@code apiVersion}, {@code kind} and a name. */
final class ObjectReader {

    private static final String NAME = "Give it metadata with a name: a release finds its objects by their names.";

    private final String template;
    private final Problems problems;
    private final ManifestCheck check;

    ObjectReader(String template, Problems problems) {
        this.template = template;
        this.problems = problems;
        this.check = new ManifestCheck(FieldTable.builtIn(), problems);
    }

    /** Adds the object of this document, or the items of a list, to what was read. */
    void read(Node document, List<Manifest> read) {
        if (!(document instanceof MapNode object)) {
            add(
                    template,
                    "has a document that is a " + document.shape() + ", expected a Kubernetes object",
                    document,
                    "Begin with apiVersion, kind and metadata.");
            return;
        }
        String apiVersion = text(object, "apiVersion", template, "Write apiVersion: v1, or group/version.");
        String kind = text(object, "kind", template, "Write the kind of the object, like kind: ConfigMap.");
        if (apiVersion == null || kind == null) {
            return;
        }
        if (apiVersion.equals("v1") && kind.equals("List")) {
            items(object, read);
            return;
        }
        String name = name(object, kind);
        String namespace = object.get("metadata") instanceof MapNode metadata ? metadata.text("namespace") : null;
        ObjectId id = new ObjectId(apiVersion, kind, namespace, name == null ? "" : name);
        String subject = name == null ? kind + " of " + template : id.toString();
        MapNode checked = check.check(id, object, subject);
        if (name != null) {
            boolean secret = kind.equals("Secret") && apiVersion.equals("v1");
            read.add(new Manifest(id, headFirst(secret ? SecretText.encoded(checked) : checked), template));
        }
    }

    private @Nullable String name(MapNode object, String kind) {
        MapNode metadata = object.map("metadata");
        if (metadata != null) {
            return text(metadata, "name", kind + " of " + template + " metadata", NAME);
        }
        if (object.get("metadata") == null) {
            add(kind + " of " + template, "has no metadata", object, NAME);
        }
        return null;
    }

    private void items(MapNode list, List<Manifest> read) {
        if (list.get("items") instanceof ListNode items) {
            for (Node item : items.items()) {
                read(item, read);
            }
        } else {
            add("List of " + template, "has no list of items", list, "Write items: and the objects, or remove it.");
        }
    }

    private @Nullable String text(MapNode map, String key, String subject, String nextStep) {
        Node node = map.get(key);
        if (node instanceof ScalarNode scalar && scalar.value() instanceof String text && !text.isEmpty()) {
            return text;
        }
        if (node == null || (node instanceof ScalarNode scalar && scalar.isNull())) {
            add(subject, "has no " + key, map, nextStep);
        } else if (node instanceof ScalarNode scalar && scalar.value() instanceof String) {
            add(subject, "has an empty " + key, node, nextStep);
        } else if (!key.equals("name")) {
            // Of a name the check against the fields tells it.
            add(subject, key + " is " + Findings.shape(node) + ", expected text", node, nextStep);
        }
        return null;
    }

    /** The object with its first keys in the order everybody writes them. */
    private static MapNode headFirst(MapNode object) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (String key : List.of("apiVersion", "kind", "metadata")) {
            Node node = object.get(key);
            if (node != null) {
                members.put(key, node);
            }
        }
        members.putAll(object.members());
        return new MapNode(members, object.origin());
    }

    private void add(String subject, String fault, Node at, String nextStep) {
        problems.add(new Problem(subject, fault, at.origin().toString(), nextStep));
    }
}
