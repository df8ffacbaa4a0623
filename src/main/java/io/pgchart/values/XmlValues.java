package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the {@code <values>} of a POM into a layer.
 *
 * <p>Children are a map, or the items of a list where the schema says so; {@code <entry key="a.b/c">} is for keys that
 * XML can't spell, {@code nil="true"} is null, an empty element is an empty string (an empty list or map where no string
 * may stand), and text takes the type that the schema wants, where the schema is open by YAML's core scalar rules.
 */
public final class XmlValues {

    private static final int MAX_DEPTH = 100;

    private final Origin origin;
    private final Problems problems;

    private XmlValues(Origin origin, Problems problems) {
        this.origin = origin;
        this.problems = problems;
    }

    /**
     * Reads the element {@code <values>}.
     *
     * @param shownAs origin and layer's name: {@code pom.xml <values>}
     */
    public static Layer layer(XmlValue root, String shownAs, Schema schema, Problems problems) {
        XmlValues values = new XmlValues(Origin.of(shownAs), problems);
        if (root.children().isEmpty() && !values.isBlank(root)) {
            values.add(
                    ValuePath.ROOT,
                    "has text, expected elements",
                    "Write each value as an element: <replicaCount>2</replicaCount>.");
        }
        MapNode tree = values.map(root, schema.root(), ValuePath.ROOT);
        // What Maven could not resolve is left in the text.
        return new Interpolation(Interpolation.Lookup.NONE, schema).apply(shownAs, tree, problems);
    }

    private Node node(XmlValue element, Place place, ValuePath path) {
        if (path.steps().size() > MAX_DEPTH) {
            add(path, "is nested more than " + MAX_DEPTH + " levels deep", "Flatten it.");
            return new ScalarNode(null, origin);
        }
        checkAttributes(element, path);
        if ("true".equals(element.attributes().get("nil"))) {
            return new ScalarNode(null, origin);
        }
        Set<ValueType> types = place.types();
        boolean isList = types.contains(ValueType.LIST) && !types.contains(ValueType.MAP);
        if (element.children().isEmpty()) {
            return isBlank(element) ? empty(types, isList) : TypedText.of(text(element), place, origin);
        }
        if (!isBlank(element)) {
            add(path, "has text beside its elements", "Keep either the text or the elements.");
        }
        return isList ? list(element, place, path) : map(element, place, path);
    }

    private Node empty(Set<ValueType> types, boolean isList) {
        if (types.contains(ValueType.STRING) || !(isList || types.contains(ValueType.MAP))) {
            return new ScalarNode("", origin);
        }
        return isList ? new ListNode(List.of(), origin) : new MapNode(Map.of(), origin);
    }

    private ListNode list(XmlValue element, Place place, ValuePath path) {
        List<Node> items = new ArrayList<>();
        for (XmlValue child : element.children()) {
            items.add(node(child, place.item(), path.item(items.size())));
        }
        return new ListNode(items, origin);
    }

    private MapNode map(XmlValue element, Place place, ValuePath path) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (XmlValue child : element.children()) {
            String key =
                    child.name().equals("entry") ? child.attributes().getOrDefault("key", child.name()) : child.name();
            Node earlier = members.putIfAbsent(key, node(child, place.member(key), path.member(key)));
            if (earlier != null) {
                add(
                        path.member(key),
                        "is written twice, and the schema has no list here",
                        "Keep one of the two, or give the list in a values file.");
            }
        }
        return new MapNode(members, origin);
    }

    /** {@code combine.*} steers how Maven merges POMs, {@code xml:space} how it reads text. */
    private void checkAttributes(XmlValue element, ValuePath path) {
        for (String name : element.attributes().keySet()) {
            boolean known = name.equals("nil")
                    || name.startsWith("combine.")
                    || name.equals("xml:space")
                    || (name.equals("key") && element.name().equals("entry"));
            if (!known) {
                add(
                        path,
                        "has the attribute '" + name + "', expected none but nil, or key on <entry>",
                        "Remove it, or make it an element.");
            }
        }
    }

    private void add(ValuePath path, String fault, String nextStep) {
        problems.add(new Problem(Inspection.subject(path), fault, origin.toString(), nextStep));
    }

    private boolean isBlank(XmlValue element) {
        return text(element).isBlank();
    }

    private static String text(XmlValue element) {
        return element.text() == null ? "" : element.text();
    }
}
