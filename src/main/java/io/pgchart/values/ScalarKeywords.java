package io.pgchart.values;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the keywords of a schema that have no schema inside: types, choices, bounds, patterns, formats. */
final class ScalarKeywords {

    private final MapNode schema;
    private final KeywordReader keywords;
    private final Problems problems;
    private final List<Rule> rules = new ArrayList<>();

    ScalarKeywords(MapNode schema, KeywordReader keywords, Problems problems) {
        this.schema = schema;
        this.keywords = keywords;
        this.problems = problems;
    }

    /** The types first, so that a message about them comes before all others. */
    List<Rule> rules() {
        addTypes(schema.get("type"));
        addChoices();
        BigDecimal least = keywords.number("minimum");
        BigDecimal most = keywords.number("maximum");
        BigDecimal above = keywords.number("exclusiveMinimum");
        if (least != null || most != null || above != null) {
            rules.add(new NumberRule(least, most, above));
        }
        int shortest = keywords.count("minLength", 0);
        int longest = keywords.count("maxLength", Integer.MAX_VALUE);
        Format format = format();
        if (shortest > 0 || longest < Integer.MAX_VALUE || format != null) {
            rules.add(new TextRule(shortest, longest, format));
        }
        addPattern(keywords.text("pattern"));
        return rules;
    }

    private void addTypes(@Nullable Node written) {
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        List<Node> names =
                written instanceof ListNode list ? list.items() : written == null ? List.of() : List.of(written);
        for (Node name : names) {
            ValueType type = name instanceof ScalarNode scalar ? ValueType.ofKeyword(scalar.text()) : null;
            if (type == null) {
                refuse("type", "is no type", "Write string, integer, number, boolean, array, object or null.");
            } else {
                types.add(type);
            }
        }
        if (!types.isEmpty()) {
            rules.add(new TypeRule(types));
        }
    }

    private void addChoices() {
        Node choices = schema.get("enum");
        if (choices instanceof ListNode list) {
            rules.add(new ChoiceRule(list.items()));
        } else if (choices != null) {
            keywords.wrong("enum", "a list");
        }
        Node only = schema.get("const");
        if (only != null) {
            rules.add(new ChoiceRule(List.of(only)));
        }
    }

    private @Nullable Format format() {
        String name = keywords.text("format");
        Format format = name == null ? null : Format.ofKeyword(name);
        if (name != null && format == null) {
            String known = "Known are " + String.join(", ", Format.keywords()) + ".";
            refuse(
                    "format",
                    "'" + name + "' is no format that this plugin checks",
                    NearestNames.question(name, Format.keywords(), known));
        }
        return format;
    }

    private void addPattern(@Nullable String expression) {
        if (expression == null) {
            return;
        }
        try {
            rules.add(PatternRule.of(expression));
        } catch (PatternSyntaxException e) {
            refuse("pattern", "is no regular expression: " + e.getDescription(), "Mend it.");
        }
    }

    private void refuse(String keyword, String fault, String nextStep) {
        Node at = schema.members().getOrDefault(keyword, schema);
        problems.add(new Problem(keyword, fault, at.origin().toString(), nextStep));
    }
}
