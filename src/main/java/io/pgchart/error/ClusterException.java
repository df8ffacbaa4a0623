package io.pgchart.error;

import java.util.List;

/** The cluster can't be reached, or refuses what is asked of it: fix access, ownership or what is in the way. */
public final class ClusterException extends PgChartException {

    private static final long serialVersionUID = 1L;

    /** See {@link PgChartException}. */
    public ClusterException(List<Problem> problems) {
        super(problems);
    }

    public ClusterException(Problem problem) {
        this(List.of(problem));
    }
}
