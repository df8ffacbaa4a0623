package io.pgchart.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A single value.
 *
 * @param value a String, Boolean, Long, BigInteger (beyond 64 bits), BigDecimal, or null
 */
public record ScalarNode(@Nullable Object value, Origin origin) implements Node {

    public ScalarNode {
        if (value != null
                && !(value instanceof String
                        || value instanceof Boolean
                        || value instanceof Long
                        || value instanceof BigInteger
                        || value instanceof BigDecimal)) {
            throw new IllegalArgumentException("not a scalar: " + value.getClass());
        }
    }

    public boolean isNull() {
        return value == null;
    }

    /** The value as text: {@code null}, {@code true}, {@code 8}, {@code 0.9}, or the string itself. */
    public String text() {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    @Override
    public String shape() {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof BigDecimal ? "number" : "integer";
    }
}
