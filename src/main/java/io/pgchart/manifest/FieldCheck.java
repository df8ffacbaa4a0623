package io.pgchart.manifest;

import io.pgchart.error.NearestNames;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tree against the field table and leaves out the members of maps that are null.
 *
 * <p>A field that is null is the same as one that is not there, to the API server and here. In a map of the user's own
 * keys the server would make it an empty text or zero: a template that writes it means to leave it out. In a list null
 * is refused.
 */
final class FieldCheck {

    private final FieldTable table;
    private final Findings findings;
    private final LeafCheck leaves;

    FieldCheck(FieldTable table, Findings findings) {
        this.table = table;
        this.findings = findings;
        this.leaves = new LeafCheck(findings);
    }

    /** The object without its null fields. */
    MapNode object(MapNode map, ObjectType type) {
        Map<String, Node> kept = null;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            Node before = member.getValue();
            int outside = findings.enter(member.getKey());
            FieldType fieldType = type.field(member.getKey());
            Node after = fieldType == null ? unknown(member.getKey(), before, type) : field(before, fieldType);
            findings.leave(outside);
            if (after != before) {
                kept = kept == null ? new LinkedHashMap<>(map.members()) : kept;
                replace(kept, member.getKey(), after);
            }
        }
        MapNode cleaned = kept == null ? map : new MapNode(kept, map.origin());
        require(cleaned, type);
        if (type.name().equals("core.v1.ConfigMap")) {
            new DataCheck(findings).configMap(cleaned);
        } else if (type.name().equals("core.v1.Secret")) {
            new DataCheck(findings).secret(cleaned);
        }
        return cleaned;
    }

    private static void replace(Map<String, Node> members, String key, @Nullable Node value) {
        if (value == null) {
            members.remove(key);
        } else {
            members.put(key, value);
        }
    }

    private Node unknown(String field, Node node, ObjectType type) {
        String question =
                NearestNames.question(field, type.fields().keySet(), "Remove it, or put it where it belongs.");
        findings.add(node, "is no field of " + type.shortName(), question);
        return node;
    }

    private void require(MapNode map, ObjectType type) {
        for (String field : type.required()) {
            if (map.get(field) == null) {
                findings.add(map, "has no " + field + ", which " + type.shortName() + " needs", "Write " + field + ".");
            }
        }
    }

    private @Nullable Node field(Node node, FieldType type) {
        return NullMembers.isNull(node) ? null : value(node, type);
    }

    /** The value, which is not null, without what is null in it. */
    Node value(Node node, FieldType type) {
        if (type instanceof FieldType.ObjectOf object) {
            return node instanceof MapNode map ? object(map, table.type(object.type())) : wrong(node, "a map");
        }
        if (type instanceof FieldType.ListOf list) {
            return node instanceof ListNode items ? list(items, list) : wrong(node, "a list");
        }
        if (type instanceof FieldType.MapOf values) {
            return node instanceof MapNode map ? map(map, values.value()) : wrong(node, "a map");
        }
        if (type instanceof FieldType.Filled filled) {
            Node value = value(node, filled.type());
            if (isEmpty(value)) {
                findings.add(value, "is empty", "Write it, or leave out what it belongs to.");
            }
            return value;
        }
        Node leaf = NullMembers.leftOut(node);
        leaves.check(leaf, type);
        return leaf;
    }

    private MapNode map(MapNode map, FieldType type) {
        Map<String, Node> changed = null;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            int outside = findings.enter(member.getKey());
            Node before = member.getValue();
            Node after = field(before, type);
            findings.leave(outside);
            if (after != before) {
                changed = changed == null ? new LinkedHashMap<>(map.members()) : changed;
                replace(changed, member.getKey(), after);
            }
        }
        return changed == null ? map : new MapNode(changed, map.origin());
    }

    private ListNode list(ListNode list, FieldType.ListOf type) {
        List<Node> changed = null;
        for (int i = 0; i < list.items().size(); i++) {
            int outside = findings.enter(i);
            Node before = list.items().get(i);
            Node after = item(before, type.item());
            findings.leave(outside);
            if (after != before) {
                changed = changed == null ? new ArrayList<>(list.items()) : changed;
                changed.set(i, after);
            }
        }
        new ListKeys(type, findings).check(list);
        return changed == null ? list : new ListNode(changed, list.origin());
    }

    private Node item(Node node, FieldType type) {
        if (type == FieldType.Simple.ANY || !NullMembers.isNull(node)) {
            return value(node, type);
        }
        findings.add(node, "is null", "Give it a value, or leave the item out.");
        return node;
    }

    private Node wrong(Node node, String expected) {
        findings.add(node, "is " + findings.seen(node) + ", expected " + expected, "Write " + expected + ".");
        return node;
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ListNode list
                ? list.items().isEmpty()
                : node instanceof ScalarNode scalar && "".equals(scalar.value());
    }
}
