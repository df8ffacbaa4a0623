package io.pgchart.values;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tree of a schema file into {@link Subschema}s, by their pointers.
 *
 * <p>Source: JSON Schema 2020-12, core and validation, the keywords below and no other.
 */
final class SchemaReader {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    static final List<String> KEYWORDS = List.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "default",
            "examples",
            "writeOnly",
            "errorMessage",
            "type",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "additionalProperties",
            "required",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else");
    private static final List<String> OF_LISTS = List.of("items", "minItems", "maxItems", "uniqueItems");
    private static final List<String> OF_MAPS = List.of(
            "properties",
            "additionalProperties",
            "required",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired");

    private final Problems problems;
    private final Map<String, Subschema> byPointer = new HashMap<>();
    private final Map<String, Node> references = new LinkedHashMap<>();

    SchemaReader(Problems problems) {
        this.problems = problems;
    }

    /** Every schema of the file by its pointer, the root's being {@code #}. */
    Map<String, Subschema> read(MapNode root) {
        Subschema schema = subschema(root, "#");
        byPointer.put("#", schema);
        for (Map.Entry<String, Node> reference : references.entrySet()) {
            String pointer = reference.getKey();
            if (!byPointer.containsKey(pointer)) {
                refuse(
                        "$ref",
                        reference.getValue(),
                        "'" + pointer + "' leads nowhere in this file",
                        "Name a schema below $defs.");
            } else if (new Loops(byPointer).leadsBack(pointer)) {
                refuse("$ref", reference.getValue(), "'" + pointer + "' leads back to itself", "Break the circle.");
            }
        }
        return byPointer;
    }

    private Subschema subschema(Node node, String pointer) {
        Subschema read = node instanceof MapNode map ? subschema(map, pointer) : ofBoolean(node);
        byPointer.put(pointer, read);
        return read;
    }

    private Subschema ofBoolean(Node node) {
        if (node instanceof ScalarNode scalar && scalar.value() instanceof Boolean allowed) {
            return allowed ? Subschema.ANYTHING : Subschema.NOTHING;
        }
        refuse("schema", node, "is a " + node.shape() + ", expected a map, true or false", "Write a schema.");
        return Subschema.ANYTHING;
    }

    private Subschema subschema(MapNode map, String pointer) {
        List<Rule> rules = new ArrayList<>();
        KeywordReader keywords = new KeywordReader(map, problems);
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            checkKeyword(member.getKey(), member.getValue());
        }
        each(map, "$defs", pointer);
        rules.addAll(new ScalarKeywords(map, keywords, problems).rules());
        addListRule(map, keywords, pointer, rules);
        addMapRule(map, keywords, pointer, rules);
        addCombinations(map, pointer, rules);
        addReference(keywords.text("$ref"), map, rules);
        return new Subschema(rules, keywords.text("errorMessage"), keywords.isTrue("writeOnly"));
    }

    private void checkKeyword(String keyword, Node value) {
        if (!KEYWORDS.contains(keyword)) {
            String otherwise = "Remove it, or say it with: " + String.join(", ", KEYWORDS) + ".";
            refuse(
                    keyword,
                    value,
                    "is a keyword that this plugin does not check",
                    NearestNames.question(keyword, KEYWORDS, otherwise));
        } else if (keyword.equals("$schema")) {
            String dialect = value instanceof ScalarNode scalar ? scalar.text() : "";
            if (!dialect.equals(DIALECT)) {
                refuse(
                        keyword,
                        value,
                        "'" + dialect + "' is another dialect",
                        "Write " + DIALECT + ", with $defs for definitions.");
            }
        }
    }

    private void addListRule(MapNode map, KeywordReader keywords, String pointer, List<Rule> rules) {
        Node items = map.get("items");
        if (Collections.disjoint(OF_LISTS, map.members().keySet())) {
            return;
        }
        rules.add(new ListRule(
                items == null ? null : subschema(items, pointer + "/items"),
                keywords.count("minItems", 0),
                keywords.count("maxItems", Integer.MAX_VALUE),
                keywords.isTrue("uniqueItems")));
    }

    private void addMapRule(MapNode map, KeywordReader keywords, String pointer, List<Rule> rules) {
        if (Collections.disjoint(OF_MAPS, map.members().keySet())) {
            return;
        }
        Node additional = map.get("additionalProperties");
        Node names = map.get("propertyNames");
        rules.add(new MapRule(
                each(map, "properties", pointer),
                additional == null ? null : subschema(additional, pointer + "/additionalProperties"),
                keywords.texts("required"),
                names == null ? null : subschema(names, pointer + "/propertyNames"),
                keywords.count("minProperties", 0),
                keywords.count("maxProperties", Integer.MAX_VALUE),
                keywords.textsByKey("dependentRequired")));
    }

    /** The schemas that are the members of a keyword. */
    private Map<String, Subschema> each(MapNode map, String keyword, String pointer) {
        Map<String, Subschema> schemas = new LinkedHashMap<>();
        Node members = map.get(keyword);
        if (members instanceof MapNode named) {
            for (Map.Entry<String, Node> member : named.members().entrySet()) {
                String below = pointer + "/" + keyword + "/" + escaped(member.getKey());
                schemas.put(member.getKey(), subschema(member.getValue(), below));
            }
        } else if (members != null) {
            refuse(keyword, members, "is a " + members.shape() + ", expected a map", "Write schemas by their names.");
        }
        return schemas;
    }

    private void addCombinations(MapNode map, String pointer, List<Rule> rules) {
        addCombination(Combination.Kind.ALL, "allOf", map, pointer, rules);
        addCombination(Combination.Kind.ANY, "anyOf", map, pointer, rules);
        addCombination(Combination.Kind.ONE, "oneOf", map, pointer, rules);
        Node not = map.get("not");
        if (not != null) {
            rules.add(new Combination(Combination.Kind.NOT, List.of(subschema(not, pointer + "/not"))));
        }
        Node test = map.get("if");
        Node then = map.get("then");
        Node otherwise = map.get("else");
        if (test != null) {
            rules.add(new Condition(
                    subschema(test, pointer + "/if"),
                    then == null ? null : subschema(then, pointer + "/then"),
                    otherwise == null ? null : subschema(otherwise, pointer + "/else")));
        } else if (then != null || otherwise != null) {
            refuse(then != null ? "then" : "else", map, "stands without 'if'", "Add the condition, or remove it.");
        }
    }

    private void addCombination(Combination.Kind kind, String keyword, MapNode map, String pointer, List<Rule> rules) {
        Node parts = map.get(keyword);
        if (parts instanceof ListNode list && !list.items().isEmpty()) {
            List<Subschema> schemas = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                schemas.add(subschema(list.items().get(i), pointer + "/" + keyword + "/" + i));
            }
            rules.add(new Combination(kind, List.copyOf(schemas)));
        } else if (parts != null) {
            refuse(keyword, parts, "is not a list of schemas", "Write at least one schema.");
        }
    }

    private void addReference(@Nullable String reference, MapNode map, List<Rule> rules) {
        if (reference != null) {
            references.putIfAbsent(reference, map.members().getOrDefault("$ref", map));
            rules.add(new Rule.Reference(reference));
        }
    }

    private void refuse(String keyword, Node at, String fault, String nextStep) {
        problems.add(new Problem(keyword, fault, at.origin().toString(), nextStep));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
