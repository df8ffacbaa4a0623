package io.pgchart.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What unquoted text means: null, a boolean, a number or a string, by the core schema of YAML 1.2 as far as the YAML 1.1
 * of helm and kubectl (go-yaml) agrees.
 *
 * <p>Text that the two read differently is {@linkplain #ambiguity ambiguous}: it is refused where it is read, and quoted
 * where it is written.
 */
final class PlainScalar {

    /** YAML 1.1 booleans that are strings in 1.2. Source: yaml.org/type/bool.html; go-yaml resolve.go. */
    private static final Set<String> OLD_BOOLEANS =
            Set.of("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF");

    private PlainScalar() {}

    /** Why the two versions of YAML differ over this text, or null when they agree. */
    static @Nullable String ambiguity(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char first = text.charAt(0);
        if (text.length() <= 3 && OLD_BOOLEANS.contains(text)) {
            return "a boolean to helm and kubectl";
        }
        if (first == '<' && text.equals("<<")) {
            return "a merge key to helm and kubectl";
        }
        if (first == '=' && text.length() == 1) {
            return "a value key to YAML 1.1";
        }
        if (!mayStartNumber(first)) {
            return null;
        }
        if (isSpecialFloat(text)) {
            return "a number that JSON does not have";
        }
        return numberAmbiguity(text, isSign(first) ? text.substring(1) : text);
    }

    /** go-yaml drops each underscore, wherever it stands, before it looks for a number. Source: go-yaml resolve.go. */
    private static @Nullable String numberAmbiguity(String text, String unsigned) {
        String digits = unsigned.replace("_", "");
        if (digits.isEmpty() || !(isDigit(digits.charAt(0)) || digits.charAt(0) == '.')) {
            return null;
        }
        if (digits.length() > 1 && digits.charAt(0) == '0' && isAll(digits, "0123456789")) {
            return "an octal number to helm and kubectl";
        }
        if (digits.length() > 2 && digits.charAt(0) == '0' && "xXoObB".indexOf(digits.charAt(1)) >= 0) {
            return isAll(digits.substring(2), "0123456789abcdefABCDEF") ? "a number in another base" : null;
        }
        if (unsigned.indexOf('_') >= 0 && isAll(digits, "0123456789.")) {
            return "a number to helm and kubectl";
        }
        if (isAll(digits, "0123456789.eE+-") && isFloat(digits) && !isDecimal(digits)) {
            return "a number with an exponent or without digits beside its point";
        }
        if (digits.indexOf(':') > 0 && isAll(digits, "0123456789:.") && isDigit(digits.charAt(digits.length() - 1))) {
            return "a number of base 60 to YAML 1.1";
        }
        return isDate(text) ? "a timestamp to helm and kubectl" : null;
    }

    /** The value of unambiguous plain text: String, Boolean, Long, BigInteger, BigDecimal or null. */
    static @Nullable Object value(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> isDecimal(text) ? number(text) : text;
        };
    }

    /** Whether the text, unquoted, is anything but a string to either version. */
    static boolean isString(String text) {
        return ambiguity(text) == null && value(text) instanceof String;
    }

    private static Object number(String text) {
        if (text.indexOf('.') >= 0) {
            return new BigDecimal(text);
        }
        return text.length() < 19 ? (Object) Long.valueOf(text) : integer(new BigInteger(text));
    }

    /** A Long where it fits into 64 bits. */
    static Object integer(BigInteger number) {
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    /** {@code 12}, {@code -3.50}: digits, at most one point with digits on both sides, no exponent. */
    static boolean isDecimal(String text) {
        if (text.isEmpty() || !mayStartNumber(text.charAt(0))) {
            return false;
        }
        int start = isSign(text.charAt(0)) ? 1 : 0;
        int point = text.indexOf('.');
        String whole = point < 0 ? text.substring(start) : text.substring(start, Math.max(start, point));
        return isAll(whole, "0123456789") && (point < 0 || isAll(text.substring(point + 1), "0123456789"));
    }

    /** Source: YAML 1.2.2, 10.3.2, the core schema's float. */
    private static boolean isFloat(String digits) {
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        String mantissa = exponent < 0 ? digits : digits.substring(0, exponent);
        String power = exponent < 0 ? "0" : digits.substring(exponent + 1);
        String powerDigits = !power.isEmpty() && isSign(power.charAt(0)) ? power.substring(1) : power;
        int point = mantissa.indexOf('.');
        String all = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        return isAll(all, "0123456789") && isAll(powerDigits, "0123456789");
    }

    private static boolean isSpecialFloat(String text) {
        String name = isSign(text.charAt(0)) ? text.substring(1) : text;
        return name.equalsIgnoreCase(".inf") || name.equalsIgnoreCase(".nan");
    }

    /** {@code 2001-12-14}, alone or with a time behind it. Source: yaml.org/type/timestamp.html. */
    private static boolean isDate(String text) {
        return text.length() >= 8
                && isAll(text.substring(0, 4), "0123456789")
                && text.charAt(4) == '-'
                && isDigit(text.charAt(5))
                && text.indexOf('-', 5) > 0
                && text.indexOf('-', 5) < 8
                && isAll(text, "0123456789-:.tTzZ+ ");
    }

    private static boolean mayStartNumber(char c) {
        return isDigit(c) || c == '.' || isSign(c);
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the text has characters, and each is one of these. */
    static boolean isAll(String text, String allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (allowed.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
