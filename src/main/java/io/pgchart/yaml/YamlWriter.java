package io.pgchart.yaml;

import java.util.Map;

/**
 * Writes a tree in the one form that this plugin writes: block style, keys in the order of the tree, text of several
 * lines as a literal block, and JSON's quotes around each string that YAML 1.1 or 1.2 would take for something else.
 *
 * <p>By hand, because the form is narrow and the library's emitter, general as it is, costs a cold render more than all
 * other writing together.
 */
public final class YamlWriter {

    private static final int INDENT = 2;
    private static final String SPACES = "                                ";

    /** What unquoted text may hold besides letters: anywhere, and behind its first character alone. */
    private static final boolean[] ANYWHERE = characters("/._0123456789");

    private static final boolean[] INSIDE = characters("-+ ()$=;@%");

    /** Beyond YAML's bound of 1024 characters a key needs its own indicator; escapes make six of one. */
    private static final int MAX_KEY_LENGTH = 160;

    private final StringBuilder out;

    private YamlWriter(StringBuilder out) {
        this.out = out;
    }

    /** One document without a marker before it, ending with a line feed. */
    public static String text(Node node) {
        StringBuilder out = new StringBuilder(2048);
        append(node, out);
        return out.toString();
    }

    /** Adds such a document to a text. */
    public static void append(Node node, StringBuilder out) {
        YamlWriter writer = new YamlWriter(out);
        if (node instanceof MapNode map && !map.members().isEmpty()) {
            writer.map(map, 0, false);
        } else if (node instanceof ListNode list && !list.items().isEmpty()) {
            writer.list(list, 0, false);
        } else {
            writer.inline(node, INDENT);
        }
    }

    /** @param begun whether the first line is already indented, behind a dash */
    private void map(MapNode map, int indent, boolean begun) {
        boolean first = begun;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            indentUnless(first, indent);
            first = false;
            key(member.getKey(), indent);
            Node value = member.getValue();
            if (value instanceof MapNode inner && !inner.members().isEmpty()) {
                out.append('\n');
                map(inner, indent + INDENT, false);
            } else if (value instanceof ListNode inner && !inner.items().isEmpty()) {
                out.append('\n');
                list(inner, indent, false);
            } else {
                out.append(' ');
                inline(value, indent + INDENT);
            }
        }
    }

    private void list(ListNode list, int indent, boolean begun) {
        boolean first = begun;
        for (Node item : list.items()) {
            indentUnless(first, indent);
            first = false;
            out.append("- ");
            if (item instanceof MapNode inner && !inner.members().isEmpty()) {
                map(inner, indent + INDENT, true);
            } else if (item instanceof ListNode inner && !inner.items().isEmpty()) {
                list(inner, indent + INDENT, true);
            } else {
                inline(item, indent + INDENT);
            }
        }
    }

    private void key(String key, int indent) {
        String written = isPlain(key) ? key : quoted(key);
        if (written.length() > MAX_KEY_LENGTH) {
            out.append("? ").append(written).append('\n');
            indentUnless(false, indent);
            out.append(':');
        } else {
            out.append(written).append(':');
        }
    }

    /** An empty collection or a scalar; the further lines of a literal block are indented by so much. */
    private void inline(Node node, int indent) {
        if (node instanceof MapNode) {
            out.append("{}\n");
        } else if (node instanceof ListNode) {
            out.append("[]\n");
        } else {
            ScalarNode scalar = (ScalarNode) node;
            if (scalar.value() instanceof String text && !isPlain(text)) {
                if (isLines(text)) {
                    literal(text, indent);
                    return;
                }
                out.append(quoted(text)).append('\n');
            } else {
                out.append(scalar.text()).append('\n');
            }
        }
    }

    /** Source: YAML 1.2.2, 8.1: the sign behind the bar tells what becomes of the line feeds at the end. */
    private void literal(String text, int indent) {
        boolean ends = text.endsWith("\n");
        out.append('|').append(ends ? text.endsWith("\n\n") ? "+" : "" : "-").append('\n');
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            if (end > start) {
                indentUnless(false, indent);
                out.append(text, start, end);
            }
            out.append('\n');
            start = end + 1;
        }
    }

    private void indentUnless(boolean begun, int indent) {
        if (!begun) {
            for (int left = indent; left > 0; left -= SPACES.length()) {
                out.append(SPACES, 0, Math.min(left, SPACES.length()));
            }
        }
    }

    private static String quoted(String text) {
        return '"' + JsonText.escaped(text) + '"';
    }

    /** Words that need no quotes in any position: a narrower rule than YAML's, and easier to be sure of. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(length - 1) == ' ' || !isWord(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isWord(c) && !isAmong(INSIDE, c) && !isInnerColon(text, i)) {
                return false;
            }
        }
        // Three dots at the start of a line end the document.
        return !text.startsWith("...") && PlainScalar.isString(text);
    }

    /** The colon of {@code image:tag}. */
    private static boolean isInnerColon(String text, int at) {
        return text.charAt(at) == ':' && at + 1 < text.length() && text.charAt(at + 1) != ' ';
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isAmong(ANYWHERE, c);
    }

    private static boolean[] characters(String ascii) {
        boolean[] characters = new boolean[128];
        for (int i = 0; i < ascii.length(); i++) {
            characters[ascii.charAt(i)] = true;
        }
        return characters;
    }

    private static boolean isAmong(boolean[] characters, char c) {
        return c < characters.length && characters[c];
    }

    /** Printable text of several lines that a literal block shows as it is. */
    private static boolean isLines(String text) {
        return text.indexOf('\n') > 0
                && text.charAt(0) != ' '
                && !text.endsWith(" ")
                && !text.contains(" \n")
                && isShown(text);
    }

    private static boolean isShown(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && (!JsonText.isPrintable(c) || Character.isSurrogate(c))) {
                return false;
            }
        }
        return true;
    }
}
