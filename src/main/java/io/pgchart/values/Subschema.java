package io.pgchart.values;

import io.pgchart.yaml.Node;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema, or one of the schemas inside it: rules that all have to hold.
 *
 * @param errorMessage told in place of whatever fails inside, after the key, and after the value seen when this very
 *     value is a scalar: {@code is not a tag, expected letters and digits. Put a number in quotes.}; what follows the
 *     first sentence is the next step
 * @param secret whether the value is never shown
 */
record Subschema(List<Rule> rules, @Nullable String errorMessage, boolean secret) {

    /** The schema {@code true}. */
    static final Subschema ANYTHING = new Subschema(List.of(), null, false);

    /** The schema {@code false}. */
    static final Subschema NOTHING = new Subschema(List.of(new Rule.Never()), null, false);

    Subschema {
        rules = List.copyOf(rules);
    }

    void check(Node value, ValuePath path, Inspection inspection) {
        if (errorMessage == null) {
            checkRules(value, path, inspection);
            return;
        }
        Inspection inner = inspection.apart();
        checkRules(value, path, inner);
        if (!inner.passed()) {
            if (inspection.tells()) {
                inspection.add(replaced(inner.findings().get(0), errorMessage, Inspection.subject(path)));
            }
        }
    }

    boolean accepts(Node value, ValuePath path, Inspection inspection) {
        Inspection inner = inspection.silent();
        for (Rule rule : rules) {
            rule.check(value, path, inner);
            if (!inner.passed()) {
                return false;
            }
        }
        return true;
    }

    private void checkRules(Node value, ValuePath path, Inspection inspection) {
        for (Rule rule : rules) {
            rule.check(value, path, inspection);
        }
    }

    /** Whether this is the schema {@code false}. */
    boolean isNothing() {
        return rules.size() == 1 && rules.get(0) instanceof Rule.Never;
    }

    /** Whether nothing but null fits, which is no choice for someone who writes a value. */
    boolean isNullAlone() {
        TypeRule type = rule(TypeRule.class);
        return type != null && type.types().equals(Set.of(ValueType.NULL));
    }

    /** The first rule of that kind, or null. */
    <R extends Rule> @Nullable R rule(Class<R> kind) {
        for (Rule rule : rules) {
            if (kind.isInstance(rule)) {
                return kind.cast(rule);
            }
        }
        return null;
    }

    /** The keys that must be there, when the schema asks for nothing else; otherwise nothing. */
    List<String> requiredAlone() {
        return rules.size() == 1 && rules.get(0) instanceof MapRule map && map.requiresAlone()
                ? map.required()
                : List.of();
    }

    private static Inspection.Finding replaced(Inspection.Finding first, String message, String place) {
        int end = message.indexOf(". ");
        String fault = end < 0 ? message : message.substring(0, end);
        String nextStep = end < 0 ? first.nextStep() : message.substring(end + 2);
        return new Inspection.Finding(
                first.subject(),
                first.subject().equals(place) ? first.seen() : "",
                withoutStop(fault),
                first.where(),
                nextStep);
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
