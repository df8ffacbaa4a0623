package io.pgchart.action;

import io.pgchart.error.Problems;
import io.pgchart.report.Reporter;
import io.pgchart.values.Values;

/** Tells the merged values and where each of them was written, secrets masked. */
public final class ShowValues {

    private final Reporter reporter;

    public ShowValues(Reporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Merges, checks and tells.
     *
     * @throws io.pgchart.error.InvalidInputException with all problems of the values
     */
    public void run(ChartRequest chart, ValuesRequest request) {
        Problems problems = new Problems();
        Inputs inputs = Inputs.load(chart, request, problems);
        problems.throwIfAny();
        reporter.values(inputs.layerNames());
        for (Values.Leaf leaf : inputs.values().leaves()) {
            reporter.value(leaf.path().toString(), leaf.text(), leaf.where());
        }
    }
}
