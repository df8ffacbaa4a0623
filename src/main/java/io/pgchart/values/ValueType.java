package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The types of values, as a user calls them. */
public enum ValueType {
    NULL("null", "null", "null"),
    BOOLEAN("boolean", "boolean", "a boolean"),
    INTEGER("integer", "integer", "an integer"),
    NUMBER("number", "number", "a number"),
    STRING("string", "string", "a string"),
    LIST("list", "array", "a list"),
    MAP("map", "object", "a map");

    private final String word;
    private final String keyword;
    private final String phrase;

    ValueType(String word, String keyword, String phrase) {
        this.word = word;
        this.keyword = keyword;
        this.phrase = phrase;
    }

    /** The narrowest type of a value; a number without a fraction is an integer however it is written. */
    static ValueType of(Node node) {
        if (node instanceof MapNode) {
            return MAP;
        }
        if (node instanceof ListNode) {
            return LIST;
        }
        Object value = ((ScalarNode) node).value();
        if (value == null) {
            return NULL;
        }
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        return value instanceof BigDecimal number && number.stripTrailingZeros().scale() > 0 ? NUMBER : INTEGER;
    }

    /** The type that JSON schema calls so, or null. */
    static @Nullable ValueType ofKeyword(String keyword) {
        for (ValueType type : values()) {
            if (type.keyword.equals(keyword)) {
                return type;
            }
        }
        return null;
    }

    /** With its article: {@code an integer}. */
    String phrase() {
        return phrase;
    }

    @Override
    public String toString() {
        return word;
    }
}
