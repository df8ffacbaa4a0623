package io.pgchart.values;

import io.pgchart.values.Inspection.Finding;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code allOf}, {@code anyOf}, {@code oneOf} and {@code not}. */
record Combination(Kind kind, List<Subschema> parts) implements Rule {

    enum Kind {
        ALL,
        ANY,
        ONE,
        NOT
    }

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        switch (kind) {
            case ALL -> {
                for (Subschema part : parts) {
                    part.check(value, path, inspection);
                }
            }
            case NOT -> checkNot(value, path, inspection);
            case ANY, ONE -> checkChoice(value, path, inspection);
        }
    }

    private void checkNot(Node value, ValuePath path, Inspection inspection) {
        if (!parts.get(0).accepts(value, path, inspection) || !inspection.tells()) {
            return;
        }
        List<String> keys = parts.get(0).requiredAlone();
        if (keys.isEmpty()) {
            inspection.fail(path, value, "is a value that is excluded here", "Write another.");
        } else if (keys.size() == 1) {
            inspection.failWhole(path.member(keys.get(0)), value, "is not allowed here", "Remove it.");
        } else {
            inspection.failWhole(
                    path,
                    value,
                    "has " + Shown.joined(keys, " and ") + ", expected not all of them",
                    "Remove one of them.");
        }
    }

    private void checkChoice(Node value, ValuePath path, Inspection inspection) {
        List<Subschema> fitting = new ArrayList<>();
        for (Subschema part : parts) {
            if (part.accepts(value, path, inspection)) {
                fitting.add(part);
                if (kind == Kind.ANY) {
                    return;
                }
            }
        }
        if (fitting.size() != 1 && inspection.tells()) {
            if (fitting.isEmpty()) {
                noneFits(value, path, inspection);
            } else {
                tooManyFit(value, path, fitting, inspection);
            }
        }
    }

    private static void tooManyFit(Node value, ValuePath path, List<Subschema> fitting, Inspection inspection) {
        List<String> keys = keysOf(fitting);
        if (keys.isEmpty()) {
            inspection.fail(
                    path,
                    value,
                    "fits " + fitting.size() + " of the forms allowed, expected one",
                    "Make it fit one alone.");
        } else {
            inspection.failWhole(
                    path, value, "has " + Shown.joined(keys, " and ") + ", expected one of them", "Keep one of them.");
        }
    }

    private void noneFits(Node value, ValuePath path, Inspection inspection) {
        List<List<Finding>> failures = new ArrayList<>();
        for (Subschema part : parts) {
            Inspection inner = inspection.apart();
            part.check(value, path, inner);
            if (!part.isNullAlone()) {
                failures.add(inner.findings());
            }
        }
        List<String> keys = keysOf(parts);
        Set<ValueType> types = types();
        List<Finding> nearest = nearest(failures, Inspection.subject(path));
        if (!keys.isEmpty()) {
            inspection.failWhole(path, value, "needs " + Shown.joined(keys, " or "), "Set one of them.");
        } else if (!types.isEmpty() && !TypeRule.accepts(types, ValueType.of(value))) {
            new TypeRule(types).check(value, path, inspection);
        } else if (!nearest.isEmpty()) {
            nearest.forEach(inspection::add);
        } else {
            List<String> faults = new ArrayList<>();
            failures.forEach(findings -> faults.add(findings.get(0).fault()));
            inspection.failWhole(
                    path,
                    value,
                    "fits none of the " + failures.size() + " forms allowed: " + String.join("; or ", faults),
                    "Mend one of these.");
        }
    }

    /** The failures of the one part that fits as far as the value itself, and fails below it or is alone. */
    private static List<Finding> nearest(List<List<Finding>> failures, String subject) {
        List<Finding> nearest = List.of();
        for (List<Finding> findings : failures) {
            boolean below = true;
            for (Finding finding : findings) {
                below &= !finding.subject().equals(subject);
            }
            if (below || failures.size() == 1) {
                if (!nearest.isEmpty()) {
                    return List.of();
                }
                nearest = findings;
            }
        }
        return nearest;
    }

    /** The types of all the parts, when each names some. */
    private Set<ValueType> types() {
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        for (Subschema part : parts) {
            TypeRule rule = part.rule(TypeRule.class);
            if (rule == null) {
                return Set.of();
            }
            types.addAll(rule.types());
        }
        return types;
    }

    /** The one key that each of the parts asks for, when they ask for nothing else. */
    private static List<String> keysOf(List<Subschema> parts) {
        List<String> keys = new ArrayList<>();
        for (Subschema part : parts) {
            List<String> required = part.requiredAlone();
            if (required.size() != 1) {
                return List.of();
            }
            keys.addAll(required);
        }
        return keys;
    }
}
