package io.pgchart.manifest;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes object as a cluster answered it, with its defaults, status and managed fields.
 *
 * <p>Its text never shows the tree, for that may be a Secret's.
 */
public record LiveObject(ObjectId id, MapNode tree) {

    /** What tells it from an earlier or later object of the same name. */
    public String uid() {
        return text("metadata", "uid");
    }

    /** Changes with every write, and never otherwise. */
    public String resourceVersion() {
        return text("metadata", "resourceVersion");
    }

    /** Whether it is on its way out: deleted, but held by a finalizer or its grace period. */
    public boolean isBeingDeleted() {
        return at("metadata", "deletionTimestamp") != null;
    }

    /** Whether it carries the policy that it stays when a release no longer wants it. */
    public boolean isKept() {
        return "keep".equals(annotation(Manifest.RESOURCE_POLICY));
    }

    /** The text of an annotation, or null. */
    public @Nullable String annotation(String key) {
        return at("metadata", "annotations", key) instanceof ScalarNode scalar ? scalar.text() : null;
    }

    /** The text of a label, or null. */
    public @Nullable String label(String key) {
        return at("metadata", "labels", key) instanceof ScalarNode scalar ? scalar.text() : null;
    }

    /**
     * When a field manager last changed something by a server-side apply, as the server wrote it: RFC 3339, to the
     * second; null when it owns nothing that way.
     */
    public @Nullable String appliedAt(String manager) {
        if (at("metadata", "managedFields") instanceof ListNode entries) {
            for (Node entry : entries.items()) {
                if (entry instanceof MapNode map
                        && manager.equals(map.text("manager"))
                        && "Apply".equals(map.text("operation"))
                        && map.get("subresource") == null) {
                    return map.text("time");
                }
            }
        }
        return null;
    }

    /** What stands at a path of keys, or null. */
    public @Nullable Node at(String... path) {
        return tree.at(path);
    }

    /** The scalar at a path of keys as text, {@code ""} where there is none. */
    public String text(String... path) {
        return tree.textAt(path);
    }

    /** The whole number at a path of keys, or the other one where there is none. */
    public long number(long otherwise, String... path) {
        return tree.numberAt(otherwise, path);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
