package io.pgchart.values;

import io.pgchart.yaml.ScalarNode;
import java.util.Collection;
import java.util.List;

/** How messages show text that a user wrote: on one line, in quotes, cut short. */
final class Shown {

    private static final int MOST = 80;
    private static final int MOST_NAMES = 12;

    private Shown() {}

    /** A string in quotes, any other scalar bare: {@code 'gz'}, {@code 5}, {@code true}. */
    static String value(ScalarNode scalar) {
        return scalar.value() instanceof String text ? text(text) : line(scalar.text());
    }

    static String text(String text) {
        return "'" + line(text) + "'";
    }

    /** {@code a}, {@code a or b}, {@code a, b or c}. */
    static String joined(List<String> names, String last) {
        int end = names.size() - 1;
        return end <= 0 ? String.join("", names) : String.join(", ", names.subList(0, end)) + last + names.get(end);
    }

    /** {@code 1 item}, {@code 3 items}. */
    static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** The next step after an unknown name when none is near: what there is. */
    static String known(Collection<String> names, String what) {
        if (names.isEmpty()) {
            return "Remove it: no " + what + " is known here.";
        }
        return names.size() > MOST_NAMES
                ? "None of the " + names.size() + " " + what + "s known here is near it."
                : "Known here " + (names.size() == 1 ? "is " : "are ") + joined(List.copyOf(names), " and ") + ".";
    }

    private static String line(String text) {
        int end = text.length() <= MOST ? text.length() : text.offsetByCodePoints(0, MOST - 20);
        StringBuilder line = new StringBuilder(end + 20);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(isControl(c) ? '\ufffd' : c);
            }
        }
        return end == text.length() ? line.toString() : line + "… (" + text.length() + " characters)";
    }

    /** C0 and C1 controls, which a terminal would obey, and the marks that turn the direction of text. */
    private static boolean isControl(char c) {
        return c < ' '
                || (c >= '\u007f' && c < '\u00a0')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
