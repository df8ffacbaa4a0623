package io.pgchart.values;

import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code if}, {@code then} and {@code else}; what fails in {@code then} names the condition where words can. */
record Condition(
        Subschema test, @Nullable Subschema then, @Nullable Subschema otherwise) implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        boolean holds = test.accepts(value, path, inspection);
        if (!holds && otherwise != null) {
            otherwise.check(value, path, inspection);
        }
        if (!holds || then == null) {
            return;
        }
        if (then.errorMessage() != null) {
            then.check(value, path, inspection);
            return;
        }
        Inspection inner = inspection.apart();
        then.check(value, path, inner);
        if (!inner.passed() && inspection.tells()) {
            inner.findings().forEach(finding -> inspection.add(explained(finding, path)));
        }
    }

    private Inspection.Finding explained(Inspection.Finding finding, ValuePath path) {
        List<String> conditions = new ArrayList<>();
        describe(test, path, conditions);
        String because = conditions.isEmpty() ? "" : ", because " + String.join(" and ", conditions);
        return new Inspection.Finding(
                finding.subject(), finding.seen(), finding.fault() + because, finding.where(), finding.nextStep());
    }

    /** Adds {@code pgbackrest.enabled is true} for each key that the test holds to one value. */
    private static void describe(Subschema test, ValuePath path, List<String> conditions) {
        ChoiceRule choice = test.rule(ChoiceRule.class);
        if (choice != null && choice.choices().size() == 1 && choice.choices().get(0) instanceof ScalarNode only) {
            conditions.add(path + " is " + only.text());
        }
        MapRule map = test.rule(MapRule.class);
        if (map != null) {
            for (Map.Entry<String, Subschema> property : map.properties().entrySet()) {
                describe(property.getValue(), path.member(property.getKey()), conditions);
            }
        }
    }
}
