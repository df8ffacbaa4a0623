package io.pgchart.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a map that is written as JSON into the tree that {@link YamlReader} makes of it, several times as fast.
 *
 * <p>It judges nothing: whatever is not JSON, or is JSON that YAML reads otherwise, refuses or limits, it leaves to the
 * YAML reader by giving null. So problems are worded in one place, and no check can be loosened here.
 */
final class JsonReader {

    /** YAML wants a colon within 1,024 characters of its key's beginning. Source: YAML 1.2.2, 7.4.2. */
    private static final int MAX_KEY = 1000;

    private final char[] text;
    private final String source;
    private int at;
    private int line = 1;
    private int lineStart;

    private JsonReader(String text, String source) {
        this.text = text.toCharArray();
        this.source = source;
    }

    /** The tree of a text that holds one JSON object and nothing else; null for any other text. */
    static @Nullable MapNode map(String text, String source) {
        if (text.isEmpty() || text.charAt(0) != '{' || text.length() > YamlReader.MAX_CODE_POINTS) {
            return null;
        }
        JsonReader reader = new JsonReader(text, source);
        MapNode map = reader.map(reader.origin(), 0);
        reader.skipSpace();
        return reader.at == reader.text.length ? map : null;
    }

    private @Nullable Node node(Origin named, int depth) {
        if (depth > TreeBuilder.MAX_DEPTH) {
            return null;
        }
        char first = skipSpace();
        if (first == '"') {
            String string = string();
            return string == null ? null : new ScalarNode(string, named);
        }
        if (first == '{') {
            return map(named, depth);
        }
        return first == '[' ? list(named, depth) : word(named);
    }

    private @Nullable MapNode map(Origin named, int depth) {
        Map<String, Node> members = new LinkedHashMap<>();
        at++;
        if (skipSpace() != '}') {
            do {
                if (!member(members, depth)) {
                    return null;
                }
            } while (takes(','));
        }
        return takes('}') ? new MapNode(members, named) : null;
    }

    /** Whether there was a member that is not there yet. */
    private boolean member(Map<String, Node> members, int depth) {
        if (skipSpace() != '"') {
            return false;
        }
        Origin named = origin();
        int start = at;
        String key = string();
        boolean colon = takes(':');
        if (key == null || !colon || line != named.line() || at - start > MAX_KEY) {
            return false;
        }
        Node value = node(named, depth + 1);
        return value != null && members.put(key, value) == null;
    }

    private @Nullable ListNode list(Origin named, int depth) {
        List<Node> items = new ArrayList<>();
        at++;
        if (skipSpace() != ']') {
            do {
                skipSpace();
                Node item = node(origin(), depth + 1);
                if (item == null) {
                    return null;
                }
                items.add(item);
            } while (takes(','));
        }
        return takes(']') ? new ListNode(items, named) : null;
    }

    /** A number or one of the three words. */
    private @Nullable ScalarNode word(Origin named) {
        int start = at;
        while (at < text.length && isOfWord(text[at])) {
            at++;
        }
        String word = new String(text, start, at - start);
        boolean known = word.equals("true") || word.equals("false") || word.equals("null") || isNumber(word);
        return known ? new ScalarNode(PlainScalar.value(word), named) : null;
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    /** A number of JSON without an exponent, which is ambiguous in YAML. */
    private static boolean isNumber(String word) {
        int start = word.startsWith("-") ? 1 : 0;
        boolean leadingZero = word.startsWith("0", start) && word.length() > start + 1 && word.charAt(start + 1) != '.';
        return !leadingZero && PlainScalar.isDecimal(word);
    }

    /** What stands between two quotes on one line; null when there is anything that YAML might read otherwise. */
    private @Nullable String string() {
        int start = ++at;
        StringBuilder unescaped = null;
        while (at < text.length) {
            char c = text[at++];
            if (c == '"') {
                int length = at - 1 - start;
                return unescaped == null
                        ? new String(text, start, length)
                        : unescaped.append(text, start, length).toString();
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, start, at - 1 - start);
                int escaped = escaped();
                if (escaped < 0) {
                    return null;
                }
                unescaped.append((char) escaped);
                start = at;
            } else if (c < ' ' || (c >= 0x7F && !isText(c))) {
                return null;
            }
        }
        return null;
    }

    /** Whether the character is printable, no surrogate, no byte order mark and no line break to any YAML. */
    private static boolean isText(char c) {
        return (c >= 0xA0 && c < 0xD800 && c != 0x2028 && c != 0x2029) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
    }

    /** The character that an escape means; -1 when it is none of JSON's, or half of a pair. */
    private int escaped() {
        char c = at < text.length ? text[at++] : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> -1;
        };
    }

    private int hex() {
        int value = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < text.length ? Character.digit(text[at], 16) : -1;
            if (digit < 0 || text[at] > 'f') {
                return -1;
            }
            value = value * 16 + digit;
        }
        return Character.isSurrogate((char) value) ? -1 : value;
    }

    private boolean takes(char wanted) {
        if (skipSpace() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Goes on to the next character that is neither space nor line feed; returns it, or 0 at the end. */
    private char skipSpace() {
        while (at < text.length) {
            char c = text[at];
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c != ' ') {
                return c;
            }
            at++;
        }
        return 0;
    }

    private Origin origin() {
        return new Origin(source, line, at - lineStart + 1);
    }
}
