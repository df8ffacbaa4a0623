package io.pgchart.release;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;

/**
 * Writes a tree as Go's encoding/json would: the same escapes, the same numbers, no spaces.
 *
 * <p>Source: Go's encoding/json, encode.go (appendString with escapeHTML, floatEncoder). Integers beyond 2<sup>53</sup>
 * keep their digits here, where Helm, for which every number of the values is a float, loses some.
 */
final class GoJson {

    private static final String HEX = "0123456789abcdef";

    private GoJson() {}

    static String text(Node node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        if (node instanceof MapNode map) {
            char before = '{';
            for (var member : map.members().entrySet()) {
                string(member.getKey(), out.append(before));
                write(member.getValue(), out.append(':'));
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (node instanceof ListNode list) {
            char before = '[';
            for (Node item : list.items()) {
                write(item, out.append(before));
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else {
            scalar((ScalarNode) node, out);
        }
    }

    private static void scalar(ScalarNode scalar, StringBuilder out) {
        if (scalar.value() instanceof String text) {
            string(text, out);
        } else if (scalar.value() instanceof BigDecimal number) {
            out.append(number(number));
        } else {
            out.append(scalar.text());
        }
    }

    /** Plain digits from 1e-6 on up to 1e21, an exponent beyond. */
    private static String number(BigDecimal number) {
        BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -6 && exponent < 21) {
            return shortest.toPlainString();
        }
        String mantissa = shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (isEscaped(c)) {
                        escape(c, out);
                    } else if (isLone(text, i)) {
                        out.append("\\ufffd");
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isEscaped(char c) {
        return c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
    }

    private static void escape(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xF));
        }
    }

    /** Half of a surrogate pair: Go's strings can't hold it. */
    private static boolean isLone(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
