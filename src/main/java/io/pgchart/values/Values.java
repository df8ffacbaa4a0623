package io.pgchart.values;

import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layers merged from the weakest to the strongest, under the schema of their chart.
 *
 * <p>Immutable: {@link #with} gives new values. Maps merge, lists and scalars replace, null removes the key; a null of
 * the chart's own defaults stays, as known and unset.
 */
public final class Values {

    private final Schema schema;
    private final List<Layer> layers;
    private final MapNode tree;

    private Values(Schema schema, List<Layer> layers, MapNode tree) {
        this.schema = schema;
        this.layers = List.copyOf(layers);
        this.tree = tree;
    }

    /** The chart's defaults alone; {@link Schema#open()} when it has no schema. */
    public static Values of(Layer defaults, Schema schema) {
        return new Values(schema, List.of(defaults), defaults.tree());
    }

    public Values with(Layer stronger) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(stronger);
        return new Values(schema, more, Merger.merge(tree, stronger.tree()));
    }

    public Schema schema() {
        return schema;
    }

    /** From the weakest to the strongest. */
    public List<Layer> layers() {
        return layers;
    }

    /** The merged values, secrets in clear: for rendering alone. */
    public MapNode tree() {
        return tree;
    }

    /**
     * What was given beside the chart's defaults, merged, with null where a default is taken away; secrets in clear: for
     * the release record alone, which Helm has them in too.
     */
    public MapNode given() {
        MapNode given = new MapNode(Map.of(), tree.origin());
        for (Layer layer : layers.subList(1, layers.size())) {
            given = Merger.united(given, layer.tree());
        }
        return given;
    }

    /** The merged values with {@code ******} for every secret: for everything that is shown or written down. */
    public MapNode masked() {
        return secrecy().masked(tree, schema.root());
    }

    /** The {@linkplain #masked masked} values as YAML. */
    public String maskedText() {
        return YamlWriter.text(masked());
    }

    /** Every scalar, empty map and empty list of the {@linkplain #masked masked} values, in their order. */
    public List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        addLeaves(ValuePath.ROOT, masked(), leaves);
        return leaves;
    }

    /** What must not be shown of the values of all layers. */
    Secrecy secrecy() {
        Set<Origin> secrets = new HashSet<>();
        for (Layer layer : layers) {
            secrets.addAll(layer.secrets());
        }
        return new Secrecy(secrets);
    }

    private static void addLeaves(ValuePath path, Node node, List<Leaf> leaves) {
        if (node instanceof MapNode map && !map.members().isEmpty()) {
            map.members().forEach((key, member) -> addLeaves(path.member(key), member, leaves));
        } else if (node instanceof ListNode list && !list.items().isEmpty()) {
            for (int i = 0; i < list.items().size(); i++) {
                addLeaves(path.item(i), list.items().get(i), leaves);
            }
        } else if (!path.isRoot()) {
            leaves.add(new Leaf(path, node));
        }
    }

    /**
     * A value and where it was written.
     *
     * @param value masked when it is secret
     */
    public record Leaf(ValuePath path, Node value) {

        public Origin origin() {
            return value.origin();
        }

        /** Where it was written: {@code file:line} or the parameter. */
        public String where() {
            return origin().toString();
        }

        /** The value on one line, as JSON. */
        public String text() {
            return JsonText.of(value);
        }
    }
}
