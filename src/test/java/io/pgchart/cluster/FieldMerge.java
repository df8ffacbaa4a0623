package io.pgchart.cluster;

import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an object and of the owners of its fields when someone applies or updates it.
 *
 * <p>Source: Kubernetes' documentation, "Server-Side Apply", checked against a real server by {@code ClusterContract}.
 */
final class FieldMerge {

    private final @Nullable Stored live;
    private final String apiVersion;
    private final Instant now;

    FieldMerge(@Nullable Stored live, String apiVersion, Instant now) {
        this.live = live;
        this.apiVersion = apiVersion;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What an object applied by a manager becomes. */
    Stored apply(io.pgchart.manifest.ObjectId id, Map<String, Object> desired, ApplyOptions options, String subject) {
        Set<FieldPath> wanted = FieldPath.owned(desired);
        List<FieldOwner> owners = live == null ? List.of() : live.owners();
        Map<String, Object> tree = live == null ? new LinkedHashMap<>() : Plain.copy(live.tree());
        Set<FieldPath> taken = new LinkedHashSet<>();
        List<Cause> causes = new ArrayList<>();
        Set<FieldPath> before = Set.of();
        List<FieldOwner> others = new ArrayList<>();
        for (FieldOwner owner : owners) {
            if (owner.is(options.fieldManager(), true)) {
                before = owner.paths();
                continue;
            }
            others.add(owner);
            for (FieldPath path : conflicts(owner, wanted, desired, tree)) {
                taken.add(path);
                causes.add(new Cause("FieldManagerConflict", "conflict with " + owner.inConflict(), path.toString()));
            }
        }
        if (!causes.isEmpty() && !options.force()) {
            String s = causes.size() == 1 ? "" : "s";
            throw new RefusedException(new Refusal(
                    subject, 409, "Conflict", "Apply failed with " + causes.size() + " conflict" + s, causes));
        }
        merge(tree, desired);
        remove(tree, before, wanted, others);
        List<FieldOwner> after = new ArrayList<>();
        after.add(new FieldOwner(options.fieldManager(), true, apiVersion, now, wanted));
        others.forEach(owner -> after.add(owner.without(taken)));
        return settled(new Stored(id, tree, after));
    }

    /** What an object becomes that a manager wrote as a whole. */
    Stored update(io.pgchart.manifest.ObjectId id, Map<String, Object> written, String manager) {
        Map<String, Object> before = live == null ? new LinkedHashMap<>() : live.tree();
        Map<String, Object> tree = Plain.copy(written);
        Object sent = Plain.child(tree, "metadata").remove("managedFields");
        List<FieldOwner> owners =
                sent instanceof List<?> entries ? FieldOwner.of(entries) : live == null ? List.of() : live.owners();
        Set<FieldPath> present = FieldPath.owned(tree);
        Set<FieldPath> touched = new LinkedHashSet<>(FieldPath.owned(Plain.copy(before)));
        touched.removeAll(present);
        Set<FieldPath> mine = new LinkedHashSet<>();
        for (FieldPath path : present) {
            if (!isItem(path) && !Objects.equals(path.in(tree), path.in(before))) {
                mine.add(path);
                touched.add(path);
            }
        }
        List<FieldOwner> after = new ArrayList<>();
        for (FieldOwner owner : owners) {
            if (owner.is(manager, false)) {
                Set<FieldPath> kept = new LinkedHashSet<>(owner.without(touched).paths());
                kept.addAll(mine);
                mine = kept;
            } else {
                after.add(owner.without(touched));
            }
        }
        after.add(new FieldOwner(manager, false, apiVersion, now, mine));
        return settled(new Stored(id, tree, after));
    }

    /** Leaves the times as they were where nothing changed, and drops owners of nothing. */
    private Stored settled(Stored merged) {
        List<FieldOwner> owners = merged.owners().stream()
                .filter(owner -> !owner.paths().isEmpty())
                .sorted(Comparator.comparing(FieldOwner::isApply).reversed().thenComparing(FieldOwner::manager))
                .toList();
        Stored after = new Stored(merged.id(), merged.tree(), owners);
        return live != null && live.isSameAs(after) ? live : after;
    }

    private static List<FieldPath> conflicts(
            FieldOwner owner, Set<FieldPath> wanted, Map<String, Object> desired, Map<String, Object> live) {
        return wanted.stream()
                .filter(path -> !isItem(path) && owner.paths().contains(path))
                .filter(path -> !Objects.equals(path.in(desired), path.in(live)))
                .toList();
    }

    /** Whether it stands for an item's being there, whatever the item holds. */
    private static boolean isItem(FieldPath path) {
        return path.elements().get(path.elements().size() - 1).startsWith("k:");
    }

    private static void remove(
            Map<String, Object> tree, Set<FieldPath> before, Set<FieldPath> wanted, List<FieldOwner> others) {
        before.stream()
                .filter(path -> !wanted.contains(path))
                .filter(path -> others.stream().noneMatch(owner -> owner.paths().contains(path)))
                .sorted(Comparator.comparing(path -> path.elements().size()))
                .forEach(path -> path.removeFrom(tree));
    }

    @SuppressWarnings("unchecked")
    static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            Object old = into.get(key);
            if (value instanceof Map<?, ?> map && old instanceof Map<?, ?> && !FieldPath.isAtomic(key)) {
                merge((Map<String, Object>) old, (Map<String, Object>) map);
            } else if (value instanceof List<?> list
                    && old instanceof List<?> items
                    && FieldPath.keys(key, list) != null) {
                into.put(key, items(key, (List<Object>) items, list));
            } else if (value instanceof List<?> list && old instanceof List<?> items && key.equals("finalizers")) {
                Set<Object> union = new LinkedHashSet<>(items);
                union.addAll(list);
                into.put(key, new ArrayList<>(union));
            } else {
                into.put(key, value);
            }
        });
    }

    /** The items of both: the applied ones in their order, then those of others. */
    @SuppressWarnings("unchecked")
    private static List<Object> items(String name, List<Object> old, List<?> applied) {
        Map<String, Object> left = new LinkedHashMap<>();
        old.forEach(item -> left.put(FieldPath.key(name, item), item));
        List<Object> merged = new ArrayList<>();
        for (Object item : applied) {
            Object known = left.remove(FieldPath.key(name, item));
            if (known == null) {
                merged.add(item);
            } else {
                merge((Map<String, Object>) known, (Map<String, Object>) item);
                merged.add(known);
            }
        }
        merged.addAll(left.values());
        return merged;
    }
}
