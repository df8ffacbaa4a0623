package io.pgchart.render;

import io.pgchart.values.Place;
import io.pgchart.values.ValueType;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template may name at one place, known before there are values. */
sealed interface Shape {

    /** The shape below a key, or null when there is no such key. */
    @Nullable
    Shape member(String key);

    /** The shape of what a section over this place has as its item. */
    default Shape item() {
        return this;
    }

    /** The names to offer for an unknown one. */
    Collection<String> names();

    /** Where everything is known: below a map that the schema leaves open. */
    record Open() implements Shape {

        @Override
        public Shape member(String key) {
            return this;
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    }

    /** What a schema knows. */
    record OfSchema(Place place) implements Shape {

        @Override
        public @Nullable Shape member(String key) {
            Place member = place.member(key);
            return member.standing() == Place.Standing.UNKNOWN ? null : new OfSchema(member);
        }

        @Override
        public Shape item() {
            return place.types().contains(ValueType.LIST) ? new OfSchema(place.item()) : this;
        }

        @Override
        public Collection<String> names() {
            return place.names();
        }
    }

    /** What an example has: the computed names, or the values of a chart without schema. */
    record OfExample(Node example) implements Shape {

        @Override
        public @Nullable Shape member(String key) {
            if (example instanceof MapNode map) {
                Node member = map.get(key);
                return member == null ? (map.members().isEmpty() ? new Open() : null) : new OfExample(member);
            }
            return example instanceof ListNode ? null : new Open();
        }

        @Override
        public Shape item() {
            if (example instanceof ListNode list) {
                return list.items().isEmpty()
                        ? new Open()
                        : new OfExample(list.items().get(0));
            }
            return this;
        }

        @Override
        public Collection<String> names() {
            return example instanceof MapNode map ? map.members().keySet() : List.of();
        }
    }

    /** The names at the root of a template, each with a shape of its own. */
    record Root(Map<String, Shape> shapes) implements Shape {

        @Override
        public @Nullable Shape member(String key) {
            return shapes.get(key);
        }

        @Override
        public Collection<String> names() {
            return shapes.keySet();
        }
    }

    /** The entries of a map. */
    record Entry(Shape value) implements Shape {

        @Override
        public @Nullable Shape member(String key) {
            return switch (key) {
                case "key" -> new Open();
                case "value" -> value;
                default -> null;
            };
        }

        @Override
        public Collection<String> names() {
            return List.of("key", "value");
        }
    }
}
