package io.pgchart.error;

import java.util.List;

/** The values, the chart or a parameter can't be used as written: fix what you wrote. */
public final class InvalidInputException extends PgChartException {

    private static final long serialVersionUID = 1L;

    /** See {@link PgChartException}. */
    public InvalidInputException(List<Problem> problems) {
        super(problems);
    }
}
