package io.pgchart.render;

import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the value of a tag is written at its place, so that it can't be taken for anything but a value. */
enum Encoding {
    /** A value or key of YAML, of any type. */
    JSON,
    /** The inside of a double-quoted scalar of YAML. */
    QUOTED_BODY,
    /** The name of a parameter in postgresql.conf. */
    PARAMETER_NAME,
    /** A value in postgresql.conf. Source: PostgreSQL, 20.1.2; guc-file.l. */
    PARAMETER_VALUE,
    /** Text that must not end its line. */
    LINE,
    /** One word of the shell. Source: POSIX.1-2017, Shell Command Language, 2.2.2. */
    SHELL_WORD,
    /** Text as it is. */
    TEXT;

    /** The encoded value, or null when it {@linkplain #fault can't be written} here. */
    @Nullable
    String encode(Node value) {
        if (fault(value) != null) {
            return null;
        }
        if (this == JSON) {
            return JsonText.of(value);
        }
        String text = ((ScalarNode) value).text();
        return switch (this) {
            case QUOTED_BODY -> JsonText.escaped(text);
            case PARAMETER_VALUE ->
                "'"
                        + text.replace("\\", "\\\\")
                                .replace("'", "''")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r") + "'";
            case SHELL_WORD -> "'" + text.replace("'", "'\\''") + "'";
            default -> text;
        };
    }

    /** Why the value can't be written here, as the end of a sentence that begins with the tag; null when it can. */
    @Nullable
    String fault(Node value) {
        if (this == JSON) {
            return isWellFormed(value) ? null : "holds half of a surrogate pair, which is no Unicode text";
        }
        if (!(value instanceof ScalarNode scalar)) {
            return "is a " + value.shape() + ", expected text here";
        }
        if (scalar.isNull()) {
            return "is not set, expected text here";
        }
        return textFault(scalar.text());
    }

    private @Nullable String textFault(String text) {
        if (!isWellFormed(text)) {
            return "holds half of a surrogate pair, which is no Unicode text";
        }
        if (this != QUOTED_BODY && text.indexOf('\0') >= 0) {
            return "holds a NUL character, which this file can't hold";
        }
        if (this == LINE && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0)) {
            return "holds a line break, expected a single line";
        }
        return this == PARAMETER_NAME && !isParameterName(text)
                ? "is no name of a parameter (letters, digits, '_', '$' and dots)"
                : null;
    }

    private static boolean isParameterName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean inner = (c >= '0' && c <= '9') || c == '$' || (c == '.' && i + 1 < text.length());
            if (!letter && !(i > 0 && inner)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isWellFormed(Node value) {
        if (value instanceof MapNode map) {
            for (var member : map.members().entrySet()) {
                if (!isWellFormed(member.getKey()) || !isWellFormed(member.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (value instanceof ListNode list) {
            for (Node item : list.items()) {
                if (!isWellFormed(item)) {
                    return false;
                }
            }
            return true;
        }
        return !(((ScalarNode) value).value() instanceof String text) || isWellFormed(text);
    }

    /** The library's coder, which puts a question mark for half a pair, is quicker than a look at each character. */
    private static boolean isWellFormed(String text) {
        return text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
