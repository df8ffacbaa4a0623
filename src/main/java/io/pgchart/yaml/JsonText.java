package io.pgchart.yaml;

/**
 * A tree as JSON on one line that is YAML too, whatever its strings hold.
 *
 * <p>Source: RFC 8259, 7; YAML 1.2.2, 5.1 (printable characters) and 7.3.1 (double-quoted scalars), which have JSON's
 * escapes. Beyond JSON's own, every character that YAML does not print is escaped.
 */
public final class JsonText {

    private JsonText() {}

    /** The tree as JSON; its strings must be well-formed Unicode. */
    public static String of(Node node) {
        StringBuilder out = new StringBuilder();
        append(node, out);
        return out.toString();
    }

    /** The text as it stands between double quotes. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, out);
        return out.toString();
    }

    private static void append(Node node, StringBuilder out) {
        if (node instanceof MapNode map) {
            char before = '{';
            for (var member : map.members().entrySet()) {
                out.append(before).append('"');
                escape(member.getKey(), out);
                out.append("\": ");
                append(member.getValue(), out);
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (node instanceof ListNode list) {
            char before = '[';
            for (Node item : list.items()) {
                out.append(before);
                append(item, out);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (node instanceof ScalarNode scalar && scalar.value() instanceof String text) {
            out.append('"');
            escape(text, out);
            out.append('"');
        } else {
            out.append(((ScalarNode) node).text());
        }
    }

    private static void escape(String text, StringBuilder out) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || !isPrintable(c)) {
                out.append(text, copied, i);
                appendEscape(c, out);
                copied = i + 1;
            }
        }
        out.append(text, copied, text.length());
    }

    static boolean isPrintable(char c) {
        if (c <= '~') {
            return c >= ' ';
        }
        return c >= 0xA0 && c <= 0xFFFD && c != 0x2028 && c != 0x2029 && c != 0xFEFF;
    }

    private static void appendEscape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                String digits = Integer.toHexString(c);
                out.append("\\u").append("0000", 0, 4 - digits.length()).append(digits);
            }
        }
    }
}
