package io.pgchart.values;

import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.regex.Pattern;

/** {@code pattern}, found anywhere in the text. */
record PatternRule(Pattern pattern) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        if (value instanceof ScalarNode scalar
                && scalar.value() instanceof String text
                && !pattern.matcher(text).find()) {
            inspection.fail(
                    path, value, "does not match the pattern " + pattern, "Write text of the form that it describes.");
        }
    }
}
