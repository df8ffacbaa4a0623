package io.pgchart.values;

import io.pgchart.error.NearestNames;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/** {@code enum}, and {@code const} as a choice of one. */
record ChoiceRule(List<Node> choices) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        Object seen = PlainValue.of(value);
        for (Node choice : choices) {
            if (PlainValue.of(choice).equals(seen)) {
                return;
            }
        }
        if (inspection.tells()) {
            tell(value, path, inspection);
        }
    }

    private void tell(Node value, ValuePath path, Inspection inspection) {
        List<String> shown = new ArrayList<>();
        for (Node choice : choices) {
            shown.add(choice instanceof ScalarNode scalar ? scalar.text() : "a " + choice.shape());
        }
        String expected = shown.size() == 1 ? "is not " + shown.get(0) : "is not one of " + Shown.joined(shown, " or ");
        String otherwise = shown.size() == 1 ? "Write " + shown.get(0) + "." : "Choose one of them.";
        boolean near = shown.size() > 1 && value instanceof ScalarNode && !inspection.isSecret(path, value);
        inspection.fail(
                path,
                value,
                expected,
                near ? NearestNames.question(((ScalarNode) value).text(), shown, otherwise) : otherwise);
    }
}
