package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the keywords of one schema in the types that they must have. */
final class KeywordReader {

    private final MapNode schema;
    private final Problems problems;

    KeywordReader(MapNode schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    @Nullable
    String text(String keyword) {
        Node node = schema.get(keyword);
        if (node == null || (node instanceof ScalarNode scalar && scalar.value() instanceof String)) {
            return schema.text(keyword);
        }
        wrong(keyword, "a string");
        return null;
    }

    boolean isTrue(String keyword) {
        Node node = schema.get(keyword);
        if (node instanceof ScalarNode scalar && scalar.value() instanceof Boolean value) {
            return value;
        }
        if (node != null) {
            wrong(keyword, "true or false");
        }
        return false;
    }

    @Nullable
    BigDecimal number(String keyword) {
        Node node = schema.get(keyword);
        if (node instanceof ScalarNode scalar && scalar.value() instanceof Number number) {
            return PlainValue.decimal(number);
        }
        if (node != null) {
            wrong(keyword, "a number");
        }
        return null;
    }

    int count(String keyword, int otherwise) {
        Node node = schema.get(keyword);
        if (node == null) {
            return otherwise;
        }
        if (node instanceof ScalarNode scalar
                && scalar.value() instanceof Long number
                && number >= 0
                && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        wrong(keyword, "a whole number of 0 or more");
        return otherwise;
    }

    List<String> texts(String keyword) {
        Node node = schema.get(keyword);
        return node == null ? List.of() : texts(keyword, node);
    }

    Map<String, List<String>> textsByKey(String keyword) {
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        Node node = schema.get(keyword);
        if (node instanceof MapNode map) {
            for (Map.Entry<String, Node> member : map.members().entrySet()) {
                byKey.put(member.getKey(), texts(keyword, member.getValue()));
            }
        } else if (node != null) {
            wrong(keyword, "a map of lists");
        }
        return byKey;
    }

    private List<String> texts(String keyword, Node node) {
        List<String> texts = new ArrayList<>();
        List<Node> items = node instanceof ListNode list ? list.items() : List.of();
        for (Node item : items) {
            if (item instanceof ScalarNode scalar && scalar.value() instanceof String text) {
                texts.add(text);
            }
        }
        if (!(node instanceof ListNode) || texts.size() < items.size()) {
            wrong(keyword, "a list of keys");
        }
        return List.copyOf(texts);
    }

    void wrong(String keyword, String expected) {
        Node node = schema.members().getOrDefault(keyword, schema);
        problems.add(new Problem(
                keyword,
                "is " + ValueType.of(node).phrase() + ", expected " + expected,
                node.origin().toString(),
                "Write " + expected + "."));
    }
}
