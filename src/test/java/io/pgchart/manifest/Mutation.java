package io.pgchart.manifest;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object with one thing changed in it.
 *
 * @param change the type, the field and what was done to it: {@code core.v1.Container.image = 7}
 */
record Mutation(Manifest manifest, String change, MapNode tree) {

    private static final Origin ORIGIN = Origin.of("mutation");

    private static final List<Node> VALUES = List.of(
            scalar("x y!"),
            scalar(""),
            scalar("7"),
            scalar(7L),
            scalar(5_000_000_000L),
            scalar(new BigDecimal("1.5")),
            scalar(true),
            scalar(null),
            map("a", scalar("b")),
            map("a", scalar(null)),
            new ListNode(List.of(scalar("a"), scalar("a")), ORIGIN),
            new ListNode(List.of(scalar(null)), ORIGIN));

    private static final Set<String> ID = Set.of("apiVersion", "kind", "name", "namespace");

    /** Every field of every type in the samples left out, given other values, and joined by one that nobody knows. */
    static List<Mutation> all(List<Manifest> samples) {
        Collector collector = new Collector();
        for (Manifest sample : samples) {
            ObjectId id = sample.id();
            ObjectType type = Objects.requireNonNull(FieldTable.builtIn().kind(id.apiVersion(), id.kind()));
            collector.manifest = sample;
            collector.visit(type.name(), sample.tree(), new FieldType.ObjectOf(type.name()), tree -> tree);
        }
        return collector.all;
    }

    private static final class Collector {

        final List<Mutation> all = new ArrayList<>();
        private final Set<String> done = new HashSet<>();
        private Manifest manifest = SampleManifests.all().get(0);

        void visit(String what, Node node, FieldType type, UnaryOperator<Node> outwards) {
            if (type instanceof FieldType.ObjectOf object && node instanceof MapNode map) {
                fields(map, FieldTable.builtIn().type(object.type()), outwards);
            } else if (type instanceof FieldType.MapOf values && node instanceof MapNode map) {
                map.members().forEach((key, value) -> {
                    UnaryOperator<Node> place = changed -> outwards.apply(with(map, key, changed));
                    values(what + "{}", place);
                    visit(what + "{}", value, values.value(), place);
                });
            } else if (type instanceof FieldType.ListOf items && node instanceof ListNode list) {
                for (int i = 0; i < list.items().size(); i++) {
                    int index = i;
                    UnaryOperator<Node> place = changed -> outwards.apply(with(list, index, changed));
                    add(what + "[] left out", () -> outwards.apply(without(list, index)));
                    add(what + "[] doubled", () -> outwards.apply(doubled(list, index)));
                    values(what + "[]", place);
                    visit(what + "[]", list.items().get(i), items.item(), place);
                }
            }
        }

        private void fields(MapNode map, ObjectType type, UnaryOperator<Node> outwards) {
            for (String unknown : List.of("unknownField", "Name", "spce")) {
                add(type.name() + " + " + unknown, () -> outwards.apply(with(map, unknown, scalar("x"))));
            }
            add(type.name() + " + null field", () -> outwards.apply(with(map, "unknownField", scalar(null))));
            map.members().forEach((key, value) -> {
                FieldType field = type.field(key);
                boolean isId = ID.contains(key)
                        && (map.equals(manifest.tree())
                                || map.equals(manifest.tree().map("metadata")));
                if (field != null && !isId) {
                    String what = type.name() + "." + key;
                    UnaryOperator<Node> place = changed -> outwards.apply(with(map, key, changed));
                    if (!what.equals(type.name() + ".metadata")) {
                        add(what + " left out", () -> outwards.apply(with(map, key, null)));
                        values(what, place);
                    }
                    visit(what, value, field, place);
                }
            });
        }

        private void values(String what, UnaryOperator<Node> place) {
            for (Node value : VALUES) {
                String shown =
                        YamlWriter.text(value).strip().replace("--- ", "").replace('\n', ' ');
                add(what + " = " + shown, () -> place.apply(value));
            }
        }

        private void add(String change, Supplier<Node> tree) {
            if (done.add(change)) {
                all.add(new Mutation(manifest, change, (MapNode) tree.get()));
            }
        }
    }

    private static MapNode with(MapNode map, String key, @Nullable Node value) {
        Map<String, Node> members = new LinkedHashMap<>(map.members());
        if (value == null) {
            members.remove(key);
        } else {
            members.put(key, value);
        }
        return new MapNode(members, ORIGIN);
    }

    private static ListNode with(ListNode list, int index, Node value) {
        List<Node> items = new ArrayList<>(list.items());
        items.set(index, value);
        return new ListNode(items, ORIGIN);
    }

    private static ListNode without(ListNode list, int index) {
        List<Node> items = new ArrayList<>(list.items());
        items.remove(index);
        return new ListNode(items, ORIGIN);
    }

    private static ListNode doubled(ListNode list, int index) {
        List<Node> items = new ArrayList<>(list.items());
        items.add(items.get(index));
        return new ListNode(items, ORIGIN);
    }

    private static MapNode map(String key, Node value) {
        return new MapNode(Map.of(key, value), ORIGIN);
    }

    private static ScalarNode scalar(@Nullable Object value) {
        return new ScalarNode(value, ORIGIN);
    }
}
