package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Schemas of every keyword but {@code format}, and values for them, out of so few keys and words that they often meet.
 *
 * <p>References lead from a definition to itself only through a property, or the schema would be refused.
 */
final class RandomSchemas {

    private static final Origin NOWHERE = Origin.of("test");
    private static final List<String> KEYS = List.of("a", "b", "c", "a-b", "");

    /** None ends with a line break: before it Java's {@code $} matches, which the oracle may be using, and ECMA's does not. */
    private static final List<String> WORDS = List.of("", "a", "ab", "abc", "b", "1", "true", "\uD83D\uDE00b", "a\nb");

    private static final List<String> PATTERNS = List.of("^a", "b$", "^[ab]*$", "^$", "c|1", "^.{2}$");
    private static final List<String> TYPES =
            List.of("string", "integer", "number", "boolean", "array", "object", "null");
    private static final List<String> KEYWORDS = List.of(
            "type",
            "type",
            "enum",
            "const",
            "bounds",
            "lengths",
            "pattern",
            "items",
            "sizes",
            "properties",
            "properties",
            "additional",
            "required",
            "propertyNames",
            "keys",
            "dependentRequired",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "$ref",
            "annotations");
    private static final int DEPTH = 3;

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    MapNode schema() {
        Map<String, Node> root =
                new LinkedHashMap<>(schema(0, List.of("tree", "leaf")).members());
        Map<String, Node> tree = new LinkedHashMap<>(schema(1, List.of("leaf")).members());
        tree.put("properties", map(Map.of("a", map(Map.of("$ref", text("#/$defs/tree"))), "b", schema(2, List.of()))));
        root.put("$defs", map(Map.of("tree", map(tree), "leaf", schema(2, List.of()))));
        return map(root);
    }

    /** A map of values; null stands only in lists, unless members may be null too. */
    MapNode values(boolean nullMembers) {
        return (MapNode) mapOf(0, nullMembers);
    }

    private MapNode schema(int depth, List<String> definitions) {
        Map<String, Node> schema = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            add(schema, one(KEYWORDS), depth, definitions);
        }
        return map(schema);
    }

    private Node inner(int depth, List<String> definitions) {
        return random.nextInt(8) == 0 ? scalar(random.nextBoolean()) : schema(depth + 1, definitions);
    }

    private void add(Map<String, Node> schema, String keyword, int depth, List<String> definitions) {
        boolean leaf = depth >= DEPTH;
        switch (keyword) {
            case "type" -> schema.put("type", random.nextBoolean() ? text(one(TYPES)) : texts(1, TYPES));
            case "enum" -> schema.put("enum", list(1 + random.nextInt(4), false));
            case "const" -> schema.put("const", value(DEPTH - 1, false));
            case "bounds" ->
                schema.put(
                        one(List.of("minimum", "maximum", "exclusiveMinimum")), scalar((long) random.nextInt(6) - 2));
            case "lengths" -> schema.put(one(List.of("minLength", "maxLength")), scalar((long) random.nextInt(4)));
            case "pattern" -> schema.put("pattern", text(one(PATTERNS)));
            case "sizes" -> {
                schema.put(one(List.of("minItems", "maxItems")), scalar((long) random.nextInt(4)));
                schema.put("uniqueItems", scalar(random.nextBoolean()));
            }
            case "required" -> schema.put("required", texts(0, KEYS));
            case "keys" -> schema.put(one(List.of("minProperties", "maxProperties")), scalar((long) random.nextInt(4)));
            case "dependentRequired" -> schema.put("dependentRequired", map(Map.of(one(KEYS), texts(0, KEYS))));
            case "annotations" -> {
                schema.put("writeOnly", scalar(random.nextBoolean()));
                schema.put("errorMessage", text("is not right. Mend it."));
                schema.put("description", text("words"));
            }
            case "$ref" -> {
                if (!definitions.isEmpty()) {
                    schema.put("$ref", text("#/$defs/" + one(definitions)));
                }
            }
            default -> {
                if (!leaf) {
                    addInner(schema, keyword, depth, definitions);
                }
            }
        }
    }

    private void addInner(Map<String, Node> schema, String keyword, int depth, List<String> definitions) {
        switch (keyword) {
            case "items", "not", "propertyNames" -> schema.put(keyword, inner(depth, definitions));
            case "additional" -> schema.put("additionalProperties", inner(depth, definitions));
            case "properties" -> {
                Map<String, Node> properties = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    properties.put(one(KEYS), inner(depth, definitions));
                }
                schema.put("properties", map(properties));
            }
            case "if" -> {
                schema.put("if", inner(depth, definitions));
                schema.put("then", inner(depth, definitions));
                if (random.nextBoolean()) {
                    schema.put("else", inner(depth, definitions));
                }
            }
            default -> {
                List<Node> parts = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    parts.add(inner(depth, definitions));
                }
                schema.put(keyword, new ListNode(parts, NOWHERE));
            }
        }
    }

    private Node value(int depth, boolean nullMembers) {
        return switch (random.nextInt(depth >= DEPTH ? 6 : 9)) {
            case 0 -> scalar(random.nextBoolean());
            case 1, 2 -> scalar((long) random.nextInt(6) - 2);
            case 3 ->
                scalar(new BigDecimal(random.nextInt(40) - 20)
                        .divide(BigDecimal.valueOf(4))
                        .setScale(2));
            case 4, 5 -> text(one(WORDS));
            case 6 -> list(random.nextInt(4), nullMembers);
            default -> mapOf(depth + 1, nullMembers);
        };
    }

    private Node list(int size, boolean nullMembers) {
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean repeated = i > 0 && random.nextInt(3) == 0;
            Node item = random.nextInt(8) == 0 ? new ScalarNode(null, NOWHERE) : value(DEPTH, nullMembers);
            items.add(repeated ? items.get(0) : item);
        }
        return new ListNode(items, NOWHERE);
    }

    private Node mapOf(int depth, boolean nullMembers) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean unset = nullMembers && random.nextInt(3) == 0;
            members.put(one(KEYS), unset ? new ScalarNode(null, NOWHERE) : value(depth, nullMembers));
        }
        return map(members);
    }

    private ListNode texts(int least, List<String> from) {
        Map<String, Node> texts = new LinkedHashMap<>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            String text = one(from);
            texts.put(text, text(text));
        }
        return new ListNode(List.copyOf(texts.values()), NOWHERE);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static MapNode map(Map<String, ? extends Node> members) {
        return new MapNode(new LinkedHashMap<>(members), NOWHERE);
    }

    private static ScalarNode text(String text) {
        return new ScalarNode(text, NOWHERE);
    }

    private static ScalarNode scalar(Object value) {
        return new ScalarNode(value, NOWHERE);
    }
}
