package io.pgchart.values;

import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code minimum}, {@code maximum} and {@code exclusiveMinimum}. */
record NumberRule(
        @Nullable BigDecimal least,
        @Nullable BigDecimal most,
        @Nullable BigDecimal above) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        if (!(value instanceof ScalarNode scalar) || !(scalar.value() instanceof Number number)) {
            return;
        }
        BigDecimal seen = PlainValue.decimal(number);
        if (least != null && seen.compareTo(least) < 0) {
            fail(path, value, "too small", least.toPlainString() + " or more", inspection);
        }
        if (most != null && seen.compareTo(most) > 0) {
            fail(path, value, "too large", most.toPlainString() + " or less", inspection);
        }
        if (above != null && seen.compareTo(above) <= 0) {
            fail(path, value, "too small", "more than " + above.toPlainString(), inspection);
        }
    }

    private static void fail(ValuePath path, Node value, String how, String expected, Inspection inspection) {
        inspection.fail(path, value, "is " + how + ", expected " + expected, "Write a number of " + expected + ".");
    }
}
