package io.pgchart.values;

import io.pgchart.yaml.Node;

/** What one keyword, or a few that belong together, ask of a value; a value of a type they don't speak of passes. */
sealed interface Rule
        permits ChoiceRule,
                Combination,
                Condition,
                ListRule,
                MapRule,
                NumberRule,
                PatternRule,
                Rule.Never,
                Rule.Reference,
                TextRule,
                TypeRule {

    void check(Node value, ValuePath path, Inspection inspection);

    /** The schema {@code false}. */
    record Never() implements Rule {

        @Override
        public void check(Node value, ValuePath path, Inspection inspection) {
            inspection.fail(path, value, "is not allowed here", "Remove it.");
        }
    }

    /** {@code $ref}: what another schema of the same file asks. */
    record Reference(String pointer) implements Rule {

        @Override
        public void check(Node value, ValuePath path, Inspection inspection) {
            inspection.schema().target(pointer).check(value, path, inspection);
        }
    }
}
