package io.pgchart.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way to a field as {@code managedFields} has it: {@code f:name} for a member, {@code k:{…}} for a list's item with
 * these keys, {@code v:…} for an item of a set.
 *
 * <p>Source: Kubernetes' structured-merge-diff, fieldpath/serialize-pe.go.
 */
record FieldPath(List<String> elements) {

    /** What tells the items of the lists of Kubernetes apart, as far as the tests come across them. */
    private static final Map<String, List<List<String>>> LIST_KEYS = Map.of(
            "containers", List.of(List.of("name")),
            "initContainers", List.of(List.of("name")),
            "env", List.of(List.of("name")),
            "volumes", List.of(List.of("name")),
            "imagePullSecrets", List.of(List.of("name")),
            "volumeMounts", List.of(List.of("mountPath")),
            "ports", List.of(List.of("containerPort", "protocol"), List.of("port", "protocol")),
            "conditions", List.of(List.of("type")),
            "ownerReferences", List.of(List.of("uid")));

    private static final Set<String> ATOMIC = Set.of("selector", "nodeSelector", "matchLabels", "fieldRef", "roleRef");

    static final FieldPath ROOT = new FieldPath(List.of());

    FieldPath member(String key) {
        return with("f:" + key);
    }

    FieldPath with(String element) {
        List<String> longer = new ArrayList<>(elements);
        longer.add(element);
        return new FieldPath(longer);
    }

    /** The fields of an object that someone who writes it comes to own. */
    static Set<FieldPath> owned(Map<String, Object> object) {
        Set<FieldPath> found = new LinkedHashSet<>();
        object.forEach((key, value) -> {
            if (!key.equals("apiVersion") && !key.equals("kind") && !key.equals("metadata")) {
                collect(key, value, ROOT.member(key), found);
            }
        });
        Map<String, Object> metadata = new LinkedHashMap<>(Plain.child(object, "metadata"));
        metadata.keySet().retainAll(List.of("labels", "annotations", "finalizers", "ownerReferences"));
        metadata.forEach(
                (key, value) -> collect(key, value, ROOT.member("metadata").member(key), found));
        return found;
    }

    private static void collect(String name, @Nullable Object value, FieldPath path, Set<FieldPath> found) {
        if (value instanceof Map<?, ?> map && !map.isEmpty() && !ATOMIC.contains(name)) {
            map.forEach((key, member) -> collect((String) key, member, path.member((String) key), found));
        } else if (value instanceof List<?> list && name.equals("finalizers")) {
            list.forEach(item -> found.add(path.with("v:\"" + item + "\"")));
        } else if (value instanceof List<?> list && keys(name, list) != null) {
            for (Object item : list) {
                FieldPath keyed = path.with(key(name, item));
                found.add(keyed);
                ((Map<?, ?>) item)
                        .forEach((key, member) -> collect((String) key, member, keyed.member((String) key), found));
            }
        } else {
            found.add(path);
        }
    }

    /** The element of an item in a list of that name. */
    static String key(String list, Object item) {
        Map<?, ?> map = (Map<?, ?>) item;
        List<String> parts = new ArrayList<>();
        for (String key : Objects.requireNonNull(keys(list, List.of(item)))) {
            Object value = map.get(key);
            Object known = value == null && key.equals("protocol") ? "TCP" : value;
            parts.add("\"" + key + "\":" + (known instanceof String text ? "\"" + text + "\"" : known));
        }
        return "k:{" + String.join(",", parts) + "}";
    }

    /** The keys of a list's items; null where the list is one value. */
    static @Nullable List<String> keys(String list, List<?> items) {
        for (List<String> keys : LIST_KEYS.getOrDefault(list, List.of())) {
            if (!items.isEmpty()
                    && items.stream().allMatch(item -> item instanceof Map<?, ?> map && map.containsKey(keys.get(0)))) {
                return keys;
            }
        }
        return null;
    }

    static boolean isAtomic(String name) {
        return ATOMIC.contains(name);
    }

    /** The value there, or null. */
    @Nullable
    Object in(Map<String, Object> object) {
        Object value = object;
        String list = "";
        for (String element : elements) {
            if (element.startsWith("f:")) {
                list = element.substring(2);
                value = value instanceof Map<?, ?> map ? map.get(list) : null;
            } else {
                value = item(value, list, element);
            }
        }
        return value;
    }

    /** Takes the value there away, and the maps and lists that become empty by it. */
    void removeFrom(Map<String, Object> object) {
        FieldPath parent = new FieldPath(elements.subList(0, elements.size() - 1));
        Object around = parent.in(object);
        String last = elements.get(elements.size() - 1);
        if (around instanceof Map<?, ?> map) {
            map.remove(last.substring(2));
        } else if (around instanceof List<?> list) {
            list.remove(item(list, parent.name(), last));
        }
        boolean isEmpty = (around instanceof Map<?, ?> map && map.isEmpty())
                || (around instanceof List<?> list && list.isEmpty());
        if (isEmpty && parent.elements.size() > 1) {
            parent.removeFrom(object);
        }
    }

    private static @Nullable Object item(@Nullable Object list, String name, String element) {
        for (Object item : list instanceof List<?> items ? items : List.of()) {
            if (element.startsWith("v:")
                    ? element.equals("v:\"" + item + "\"")
                    : key(name, item).equals(element)) {
                return item;
            }
        }
        return null;
    }

    private String name() {
        return elements.get(elements.size() - 1).substring(2);
    }

    /** {@code fieldsV1}. */
    static Map<String, Object> tree(Set<FieldPath> paths) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (FieldPath path : paths) {
            Map<String, Object> at = root;
            for (String element : path.elements) {
                at = Plain.child(at, element);
            }
            at.put(".", new LinkedHashMap<String, Object>());
        }
        dropLoneDots(root);
        return root;
    }

    private static void dropLoneDots(Map<String, Object> tree) {
        if (tree.size() == 1) {
            tree.remove(".");
        }
        for (String key : tree.keySet()) {
            dropLoneDots(Plain.child(tree, key));
        }
    }

    /** The paths of a {@code fieldsV1}. */
    static Set<FieldPath> paths(Map<String, Object> tree) {
        Set<FieldPath> found = new LinkedHashSet<>();
        tree.keySet().forEach(key -> paths(Plain.child(tree, key), ROOT.with(key), found));
        return found;
    }

    private static void paths(Map<String, Object> tree, FieldPath at, Set<FieldPath> found) {
        if (tree.isEmpty() || tree.containsKey(".")) {
            found.add(at);
        }
        tree.keySet().forEach(key -> {
            if (!key.equals(".")) {
                paths(Plain.child(tree, key), at.with(key), found);
            }
        });
    }

    /** As an error of the server has it: {@code .spec.containers[name="x"].image}. */
    @Override
    public String toString() {
        return elements.stream()
                .map(element -> switch (element.charAt(0)) {
                    case 'f' -> "." + element.substring(2);
                    case 'k' ->
                        "[" + element.substring(3, element.length() - 1).replaceAll("\"([A-Za-z]+)\":", "$1=") + "]";
                    default -> "[=" + element.substring(2) + "]";
                })
                .collect(Collectors.joining());
    }
}
