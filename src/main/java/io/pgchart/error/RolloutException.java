package io.pgchart.error;

import java.util.List;

/** Everything was applied, but a workload did not become ready or a hook failed: look at the workload. */
public final class RolloutException extends PgChartException {

    private static final long serialVersionUID = 1L;

    /** See {@link PgChartException}. */
    public RolloutException(List<Problem> problems) {
        super(problems);
    }

    public RolloutException(Problem problem) {
        this(List.of(problem));
    }
}
