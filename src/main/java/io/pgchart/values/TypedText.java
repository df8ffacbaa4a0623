package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives text that has no type of its own, out of a property, an XML element or {@code --set}, the type that the schema
 * wants at its place.
 *
 * <p>Text that does not fit stays a string, for the schema check to tell.
 */
final class TypedText {

    private TypedText() {}

    /**
     * The text of a property or an element: a string where only strings may stand, elsewhere by YAML's core scalar rules,
     * save that the empty text is a string.
     */
    static Node of(String text, Place place, Origin origin) {
        ScalarNode asString = new ScalarNode(text, origin);
        if (text.isEmpty() || isStringAlone(place.types())) {
            return asString;
        }
        ScalarNode plain = YamlReader.scalar(text, origin);
        return plain.isNull() || TypeRule.accepts(place.types(), ValueType.of(plain)) ? plain : asString;
    }

    /**
     * The text of {@code --set}: null and, where no string is asked for, booleans and integers as Helm types them; besides
     * decimals where a number is asked for, and {@code []} where a list is.
     */
    static Node ofSet(String text, Place place, Origin origin) {
        Set<ValueType> types = place.types();
        ScalarNode asString = new ScalarNode(text, origin);
        if (text.equalsIgnoreCase("null")) {
            return new ScalarNode(null, origin);
        }
        if (isStringAlone(types)) {
            return asString;
        }
        if (text.equals("[]") && types.contains(ValueType.LIST) && !types.contains(ValueType.STRING)) {
            return new ListNode(List.of(), origin);
        }
        Object typed = helmTyped(text);
        if (typed != null) {
            return new ScalarNode(typed, origin);
        }
        return types.contains(ValueType.STRING) ? asString : of(text, place, origin);
    }

    /** A boolean or an integer of 64 bits without leading zeros; null for a string. Source: helm, strvals, typedVal. */
    private static @Nullable Object helmTyped(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            case "0":
                return 0L;
            default:
                return text.startsWith("0") ? null : integer(text);
        }
    }

    private static @Nullable Long integer(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        if (text.length() == start || text.length() > 20) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException beyond64Bits) {
            return null;
        }
    }

    private static boolean isStringAlone(Set<ValueType> types) {
        for (ValueType type : types) {
            if (type != ValueType.STRING && type != ValueType.NULL) {
                return false;
            }
        }
        return types.contains(ValueType.STRING);
    }
}
