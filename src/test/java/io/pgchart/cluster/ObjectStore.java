package io.pgchart.cluster;

import io.pgchart.manifest.ObjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of a fake server, what the server itself writes into them, and who wants to know of their changes. */
final class ObjectStore {

    /** Hears of every change. */
    interface Listener {
        /** Exactly one of them is null when an object comes or goes. */
        void changed(@Nullable Stored before, @Nullable Stored after);
    }

    private final Map<String, Stored> objects = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final MutableClock clock;
    private long version = 100;
    private int uids;

    ObjectStore(MutableClock clock) {
        this.clock = clock;
    }

    String version() {
        return String.valueOf(version);
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }

    @Nullable
    Stored find(ObjectId id) {
        return objects.get(id.key());
    }

    List<Stored> all() {
        return List.copyOf(objects.values());
    }

    /** Keeps what became of an object, unless this only tries it out. */
    Stored put(Stored merged, boolean dryRun) {
        Stored before = find(merged.id());
        if (before != null && before.isSameAs(merged)) {
            return before;
        }
        Stored after = stamped(before, merged, dryRun);
        if (dryRun) {
            return after;
        }
        if (after.isBeingDeleted() && !after.hasFinalizers()) {
            drop(after, Propagation.BACKGROUND);
            return after;
        }
        objects.put(after.id().key(), after);
        tell(before, after);
        return after;
    }

    private Stored stamped(@Nullable Stored before, Stored merged, boolean dryRun) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", merged.id().apiVersion());
        tree.put("kind", merged.id().kind());
        tree.putAll(Plain.copy(merged.tree()));
        Map<String, Object> metadata = Plain.child(tree, "metadata");
        metadata.put("name", merged.id().name());
        if (merged.id().namespace() != null) {
            metadata.put("namespace", merged.id().namespace());
        }
        if (before == null) {
            metadata.put("uid", String.format("00000000-0000-4000-8000-%012d", ++uids));
            metadata.put("creationTimestamp", now().toString());
        } else {
            metadata.put("uid", before.metadata("uid"));
            metadata.put("creationTimestamp", before.metadata("creationTimestamp"));
        }
        generation(before, tree, metadata);
        if (!dryRun) {
            metadata.put("resourceVersion", String.valueOf(++version));
        } else if (before != null) {
            metadata.put("resourceVersion", before.metadata("resourceVersion"));
        } else {
            metadata.remove("resourceVersion");
        }
        return new Stored(merged.id(), tree, merged.owners());
    }

    private static void generation(@Nullable Stored before, Map<String, Object> tree, Map<String, Object> metadata) {
        String group = Plain.text(tree, "apiVersion");
        if (group.startsWith("apps/")
                || group.startsWith("batch/")
                || group.startsWith("policy/")
                || group.startsWith("networking")) {
            long old = before == null ? 0 : Long.parseLong(before.metadata("generation"));
            boolean isNew = before == null || !Objects.equals(before.tree().get("spec"), tree.get("spec"));
            metadata.put("generation", isNew ? old + 1 : old);
        }
    }

    /** Deletes it, or marks it as being deleted while a finalizer holds it. */
    void delete(Stored object, Propagation propagation) {
        if (object.isBeingDeleted() && object.hasFinalizers()) {
            return;
        }
        if (object.hasFinalizers() || propagation == Propagation.FOREGROUND) {
            Map<String, Object> tree = Plain.copy(object.tree());
            Map<String, Object> metadata = Plain.child(tree, "metadata");
            metadata.put("deletionTimestamp", now().toString());
            metadata.put("resourceVersion", String.valueOf(++version));
            Stored marked = new Stored(object.id(), tree, object.owners());
            objects.put(marked.id().key(), marked);
            tell(object, marked);
            if (propagation == Propagation.FOREGROUND) {
                dependents(marked).forEach(child -> delete(child, Propagation.FOREGROUND));
            }
            if (!marked.hasFinalizers() && dependents(marked).isEmpty()) {
                drop(marked, propagation);
            }
            return;
        }
        drop(object, propagation);
    }

    /** Removes it at once. */
    void drop(Stored object, Propagation propagation) {
        Stored last = objects.remove(object.id().key());
        if (last == null) {
            return;
        }
        version++;
        tell(last, null);
        for (Stored child : dependents(last)) {
            if (propagation == Propagation.ORPHAN) {
                disown(child, last.metadata("uid"));
            } else {
                delete(child, Propagation.BACKGROUND);
            }
        }
        finishOwnersOf(last);
    }

    /** An owner that is deleted in the foreground goes with the last of its dependents. */
    private void finishOwnersOf(Stored gone) {
        for (Stored owner : all()) {
            boolean waits = owner.isBeingDeleted()
                    && !owner.hasFinalizers()
                    && dependents(owner).isEmpty();
            if (waits && isOwnedBy(gone, owner.metadata("uid"))) {
                drop(owner, Propagation.BACKGROUND);
            }
        }
    }

    private void disown(Stored child, String uid) {
        Map<String, Object> tree = Plain.copy(child.tree());
        Object owners = Plain.child(tree, "metadata").get("ownerReferences");
        ((List<?>) Objects.requireNonNull(owners)).removeIf(owner -> uid.equals(((Map<?, ?>) owner).get("uid")));
        put(new Stored(child.id(), tree, child.owners()), false);
    }

    private List<Stored> dependents(Stored owner) {
        return all().stream()
                .filter(object -> isOwnedBy(object, owner.metadata("uid")))
                .toList();
    }

    private static boolean isOwnedBy(Stored object, String uid) {
        return object.tree().get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("ownerReferences") instanceof List<?> owners
                && owners.stream().anyMatch(owner -> uid.equals(((Map<?, ?>) owner).get("uid")));
    }

    private void tell(@Nullable Stored before, @Nullable Stored after) {
        List.copyOf(listeners).forEach(listener -> listener.changed(before, after));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
