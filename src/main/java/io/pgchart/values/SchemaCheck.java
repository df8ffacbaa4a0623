package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.util.List;

/** Compares values with their schema and tells every difference in words. */
public final class SchemaCheck {

    private SchemaCheck() {}

    /**
     * Adds a problem for each value that the schema refuses; null for a key that the schema knows means unset.
     *
     * @param problems those met when the values were read: a value that has one is not judged again
     */
    public static void check(Values values, Problems problems) {
        Inspection inspection = new Inspection(values.schema(), values.secrecy());
        values.schema().top().check(values.tree(), ValuePath.ROOT, inspection);
        List<Layer> layers = values.layers();
        for (Layer layer : layers.subList(1, layers.size())) {
            new NullCheck(values, inspection).check(layer.tree(), ValuePath.ROOT);
        }
        List<Problem> earlier = problems.list();
        for (Inspection.Finding finding : inspection.findings()) {
            if (!isTold(finding, earlier)) {
                problems.add(finding.problem());
            }
        }
    }

    /** Readers of YAML know the key alone. */
    private static boolean isTold(Inspection.Finding finding, List<Problem> earlier) {
        for (Problem problem : earlier) {
            boolean same = finding.subject().equals(problem.subject())
                    || finding.subject().endsWith("." + problem.subject());
            if (same && finding.where().equals(problem.where())) {
                return true;
            }
        }
        return false;
    }
}
