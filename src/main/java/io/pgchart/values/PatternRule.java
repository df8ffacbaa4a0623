package io.pgchart.values;

import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.regex.Pattern;

/**
 * {@code pattern}, found anywhere in the text.
 *
 * @param written as the schema has it
 */
record PatternRule(String written, Pattern pattern) implements Rule {

    /**
     * The rule of a regular expression whose {@code $} is the end of the text, as JSON Schema has it (ECMA 262, 22.2.2.4);
     * Java's also stands before a last line feed, and would let the text of a block scalar pass with it.
     *
     * @throws java.util.regex.PatternSyntaxException when it is none
     */
    static PatternRule of(String expression) {
        return new PatternRule(expression, Pattern.compile(withAbsoluteEnd(expression)));
    }

    private static String withAbsoluteEnd(String expression) {
        StringBuilder result = new StringBuilder(expression.length() + 1);
        int classes = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                i++;
                result.append(c).append(expression.charAt(i));
                continue;
            }
            if (c == '[') {
                classes++;
            } else if (c == ']' && classes > 0) {
                classes--;
            }
            result.append(c == '$' && classes == 0 ? "\\z" : c);
        }
        return result.toString();
    }

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        if (value instanceof ScalarNode scalar
                && scalar.value() instanceof String text
                && !pattern.matcher(text).find()) {
            inspection.fail(
                    path, value, "does not match the pattern " + written, "Write text of the form that it describes.");
        }
    }
}
