package io.pgchart.values;

import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The keyword {@code "type"}. */
record TypeRule(Set<ValueType> types) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        ValueType seen = ValueType.of(value);
        if (accepts(types, seen)) {
            return;
        }
        if (!inspection.tells()) {
            return;
        }
        String fault = "is " + seen.phrase() + ", expected " + phrase(types);
        if (value instanceof ScalarNode scalar && !scalar.isNull()) {
            boolean secret = inspection.isSecret(path, value);
            inspection.fail(path, value, fault, nextStep(path, scalar, secret));
        } else {
            inspection.failWhole(path, value, fault, "Write " + phrase(types) + ".");
        }
    }

    static boolean accepts(Set<ValueType> types, ValueType seen) {
        return types.contains(seen) || (seen == ValueType.INTEGER && types.contains(ValueType.NUMBER));
    }

    /** {@code a string}, {@code a string or an integer}. */
    static String phrase(Set<ValueType> types) {
        List<String> phrases = new ArrayList<>();
        for (ValueType type : types) {
            if (type != ValueType.NULL || types.size() == 1) {
                phrases.add(type.phrase());
            }
        }
        return Shown.joined(phrases, " or ");
    }

    private String nextStep(ValuePath path, ScalarNode seen, boolean secret) {
        boolean small = !secret && seen.text().length() <= 40;
        boolean inFile = seen.origin().line() > 0;
        if (types.contains(ValueType.STRING)) {
            return small ? "Write \"" + seen.text() + "\" in quotes." : "Write it in quotes.";
        }
        if (accepts(types, ValueType.of(YamlReader.scalar(seen.text(), seen.origin())))) {
            return small ? "Write " + seen.text() + " without quotes." : "Write it without quotes.";
        }
        if (types.contains(ValueType.BOOLEAN)) {
            return "Write true or false.";
        }
        if (types.contains(ValueType.LIST) && !inFile) {
            return "Set its items: " + path + "[0] and so on.";
        }
        return types.contains(ValueType.LIST) && small
                ? "Write a list, such as [" + seen.text() + "]."
                : "Write " + phrase(types) + ".";
    }
}
