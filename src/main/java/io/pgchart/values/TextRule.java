package io.pgchart.values;

import io.pgchart.syntax.Flaw;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import org.jspecify.annotations.Nullable;

/** {@code minLength} and {@code maxLength}, in code points, and {@code format}. */
record TextRule(int least, int most, @Nullable Format format) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        if (!(value instanceof ScalarNode scalar) || !(scalar.value() instanceof String text)) {
            return;
        }
        int length = text.codePointCount(0, text.length());
        if (length < least && length == 0) {
            inspection.failWhole(path, value, "is empty, expected some text", "Give it a value, or remove the key.");
        } else if (length < least) {
            String fault = "has " + Shown.count(length, "character") + ", expected at least " + least;
            inspection.fail(path, value, fault, "Lengthen it.");
        }
        if (length > most) {
            inspection.fail(
                    path,
                    value,
                    "has " + length + " characters, expected at most " + most,
                    "Shorten it by " + (length - most) + ".");
        }
        Flaw flaw = format == null ? null : format.flaw(text);
        if (flaw != null && format != null && inspection.tells()) {
            fail(path, value, flaw, format, inspection);
        }
    }

    private static void fail(ValuePath path, Node value, Flaw flaw, Format format, Inspection inspection) {
        if (!format.isShown()) {
            inspection.failWhole(path, value, flaw.fault(), flaw.nextStep());
        } else if (inspection.isSecret(path, value)) {
            inspection.fail(path, value, "is not " + format.expected(), "Mend the value.");
        } else {
            inspection.fail(path, value, flaw.fault(), flaw.nextStep());
        }
    }
}
