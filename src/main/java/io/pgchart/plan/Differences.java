package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which two answers of a server to one object differ, as they were and as they would be.
 *
 * <p>What the server alone writes is left out. Items of a list are told apart by the field that names them, where all of
 * them have it, and by their place otherwise.
 */
public final class Differences {

    private static final Set<String> BOOKKEEPING =
            Set.of("managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink");

    /** Fields that name the items of Kubernetes' lists, the surest first. */
    private static final List<String> NAMING = List.of("name", "mountPath", "containerPort", "port", "key", "type");

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final boolean isSecret;
    private final List<Difference> found = new ArrayList<>();

    private Differences(boolean isSecret) {
        this.isSecret = isSecret;
    }

    /** The differences, in the order of the fields as they are now. */
    public static List<Difference> of(LiveObject before, LiveObject after) {
        boolean isSecret =
                before.id().kind().equals("Secret") && before.id().group().isEmpty();
        Differences differences = new Differences(isSecret);
        differences.compareTop(before.tree(), after.tree());
        return List.copyOf(differences.found);
    }

    private void compareTop(MapNode before, MapNode after) {
        for (String key : keys(before, after)) {
            if (key.equals("metadata")) {
                MapNode left = before.map(key);
                MapNode right = after.map(key);
                if (left != null && right != null) {
                    compareMetadata(left, right);
                }
            } else if (!key.equals("status")) {
                boolean hidden = isSecret && (key.equals("data") || key.equals("stringData"));
                compare(key, before.get(key), after.get(key), hidden);
            }
        }
    }

    private void compareMetadata(MapNode before, MapNode after) {
        for (String key : keys(before, after)) {
            if (!BOOKKEEPING.contains(key)) {
                compare("metadata." + key, before.get(key), after.get(key), false);
            }
        }
    }

    private void compare(String path, @Nullable Node before, @Nullable Node after, boolean hidden) {
        if (before instanceof MapNode left && after instanceof MapNode right) {
            for (String key : keys(left, right)) {
                boolean hides = hidden || (isSecret && key.equals(LAST_APPLIED));
                compare(path + "." + key, left.get(key), right.get(key), hides);
            }
        } else if (before instanceof MapNode left
                && after == null
                && !left.members().isEmpty()) {
            left.members().forEach((key, value) -> compare(path + "." + key, value, null, hidden));
        } else if (before == null
                && after instanceof MapNode right
                && !right.members().isEmpty()) {
            right.members().forEach((key, value) -> compare(path + "." + key, null, value, hidden));
        } else if (before instanceof ListNode left && after instanceof ListNode right) {
            compareLists(path, left, right, hidden);
        } else if (!isSame(before, after)) {
            found.add(new Difference(path, before, after, hidden));
        }
    }

    private void compareLists(String path, ListNode old, ListNode now, boolean hidden) {
        Map<String, Node> left = named(old, now);
        Map<String, Node> right = named(now, old);
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        int before = found.size();
        for (String name : names) {
            compare(path + "[" + name + "]", left.get(name), right.get(name), hidden);
        }
        // The server sees another order as a change, and replaces pods for it.
        if (found.size() == before && !List.copyOf(left.keySet()).equals(List.copyOf(right.keySet()))) {
            found.add(new Difference(path, old, now, hidden));
        }
    }

    /** The items by what names them in both lists. */
    private static Map<String, Node> named(ListNode list, ListNode other) {
        for (String field : NAMING) {
            Map<String, Node> named = namedBy(field, list);
            if (named != null && namedBy(field, other) != null) {
                return named;
            }
        }
        Map<String, Node> numbered = new LinkedHashMap<>();
        for (Node item : list.items()) {
            numbered.put(Integer.toString(numbered.size()), item);
        }
        return numbered;
    }

    private static @Nullable Map<String, Node> namedBy(String field, ListNode list) {
        Map<String, Node> named = new LinkedHashMap<>();
        for (Node item : list.items()) {
            boolean isNamed = item instanceof MapNode map
                    && naming(map, field) instanceof ScalarNode scalar
                    && named.put(scalar.text(), item) == null;
            if (!isNamed) {
                return null;
            }
        }
        return named;
    }

    /** What names an item; a template of a claim is an object, and has its name where objects have it. */
    private static @Nullable Node naming(MapNode item, String field) {
        MapNode metadata = field.equals("name") ? item.map("metadata") : null;
        return metadata == null ? item.get(field) : metadata.get(field);
    }

    private static Set<String> keys(MapNode before, MapNode after) {
        Set<String> keys = new LinkedHashSet<>(before.members().keySet());
        keys.addAll(after.members().keySet());
        return keys;
    }

    private static boolean isSame(@Nullable Node before, @Nullable Node after) {
        if (before instanceof ScalarNode left && after instanceof ScalarNode right) {
            return left.text().equals(right.text());
        }
        boolean bothEmpty = before instanceof MapNode left
                && after instanceof MapNode right
                && left.members().isEmpty()
                && right.members().isEmpty();
        return bothEmpty || before == after;
    }
}
