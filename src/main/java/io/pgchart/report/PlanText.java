package io.pgchart.report;

import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Change;
import io.pgchart.plan.Change.Action;
import io.pgchart.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** The lines of a plan. */
final class PlanText {

    /** As wide as the names of the built-in chart's objects, so that what is said of them stands in one column. */
    private static final int NAME_WIDTH = 38;

    private PlanText() {}

    /** {@code 1 to create, 2 to change, 10 unchanged, 1 to remove}; no word of what is none. */
    static String counts(Plan plan) {
        List<String> parts = new ArrayList<>();
        add(parts, plan.count(Action.CREATE), "to create");
        add(parts, plan.count(Action.CHANGE) + plan.count(Action.REPLACE) + plan.count(Action.GROW), "to change");
        add(parts, plan.count(Action.UNCHANGED), "unchanged");
        add(parts, plan.count(Action.REMOVE), "to remove");
        add(parts, plan.count(Action.KEEP), "kept");
        return parts.isEmpty() ? "nothing to do" : String.join(", ", parts);
    }

    /** Whether a change has a line of its own. */
    static boolean isTold(Change change) {
        return change.action() != Action.UNCHANGED;
    }

    /** An object's name and, behind it, what becomes of it. */
    static String line(Change change) {
        String name = change.id().shortName();
        String text =
                switch (change.action()) {
                    case KEEP -> "kept: " + Manifest.RESOURCE_POLICY;
                    case GROW ->
                        change.isApplied() ? ChangeSummary.of(change) : "has yet to grow to the size it asks for";
                    default -> ChangeSummary.of(change);
                };
        return text.isEmpty() ? name : padded(name) + " " + text;
    }

    /** A name as wide as a column. */
    static String padded(String name) {
        return name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
