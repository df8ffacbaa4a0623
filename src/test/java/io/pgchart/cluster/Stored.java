package io.pgchart.cluster;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object of the fake server: its tree without {@code managedFields}, which nobody changes, and the owners of its fields. */
record Stored(ObjectId id, Map<String, Object> tree, List<FieldOwner> owners) {

    LiveObject live() {
        Map<String, Object> whole = Plain.copy(tree);
        List<Object> entries = new ArrayList<>();
        owners.forEach(owner -> entries.add(owner.entry()));
        if (!entries.isEmpty()) {
            Plain.child(whole, "metadata").put("managedFields", entries);
        }
        return new LiveObject(id, Plain.tree(whole));
    }

    String metadata(String key) {
        return Plain.text(tree, "metadata", key);
    }

    boolean isBeingDeleted() {
        return !metadata("deletionTimestamp").isEmpty();
    }

    boolean hasFinalizers() {
        return tree.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("finalizers") instanceof List<?> list
                && !list.isEmpty();
    }

    /** Whether it is the same but for what the server itself counts. */
    boolean isSameAs(Stored other) {
        return comparable().equals(other.comparable())
                && owners.stream()
                        .map(Stored::comparable)
                        .toList()
                        .equals(other.owners.stream().map(Stored::comparable).toList());
    }

    private static List<Object> comparable(FieldOwner owner) {
        return List.of(owner.manager(), owner.isApply(), owner.paths());
    }

    private Map<String, Object> comparable() {
        Map<String, Object> copy = Plain.copy(tree);
        Plain.child(copy, "metadata").keySet().removeAll(List.of("resourceVersion", "generation"));
        return copy;
    }
}
