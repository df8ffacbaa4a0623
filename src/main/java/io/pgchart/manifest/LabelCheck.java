package io.pgchart.manifest;

import io.pgchart.syntax.LabelSyntax;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.Locale;
import java.util.Map;

/**
 * Checks a map of labels or of annotations.
 *
 * <p>Source: ValidateLabels and ValidateAnnotations in apimachinery's validation packages.
 */
record LabelCheck(Findings findings) {

    private static final int MAX_ANNOTATIONS = 256 * 1024;

    void check(MapNode map, FieldType.Simple type) {
        if (type == FieldType.Simple.LABELS) {
            labels(map);
        } else if (type == FieldType.Simple.ANNOTATIONS) {
            annotations(map);
        }
    }

    private void labels(MapNode labels) {
        for (Map.Entry<String, Node> label : labels.members().entrySet()) {
            int outside = findings.enter(label.getKey());
            Node value = label.getValue();
            findings.flaw(value, label.getKey(), LabelSyntax.keyFlaw(label.getKey()), "the key of a label");
            if (isText(value)) {
                String text = ((ScalarNode) value).text();
                findings.flaw(value, text, LabelSyntax.valueFlaw(text), "the value of a label");
            }
            findings.leave(outside);
        }
    }

    private void annotations(MapNode annotations) {
        long size = 0;
        for (Map.Entry<String, Node> annotation : annotations.members().entrySet()) {
            String key = annotation.getKey();
            int outside = findings.enter(key);
            // In lower case, as the server does it: the domain of an annotation's key may have capitals.
            String lower = key.toLowerCase(Locale.ROOT);
            findings.flaw(annotation.getValue(), key, LabelSyntax.keyFlaw(lower), "the key of an annotation");
            isText(annotation.getValue());
            findings.leave(outside);
            size += Sizes.utf8(key) + Sizes.utf8(annotation.getValue());
        }
        if (size > MAX_ANNOTATIONS) {
            findings.add(
                    annotations,
                    "has " + size + " bytes, expected at most " + MAX_ANNOTATIONS,
                    "Move what is large into a ConfigMap.");
        }
    }

    private boolean isText(Node value) {
        if (value instanceof ScalarNode scalar && scalar.value() instanceof String) {
            return true;
        }
        findings.add(value, "is " + Findings.shape(value) + ", expected text", "Put it in quotes.");
        return false;
    }
}
