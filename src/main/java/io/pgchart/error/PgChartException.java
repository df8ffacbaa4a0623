package io.pgchart.error;

import java.util.List;

/** A failure that the user can mend; its message is written for them and needs no stack trace. */
public abstract sealed class PgChartException extends RuntimeException
        permits InvalidInputException, ClusterException, RolloutException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Tells one problem in a sentence, several as a list.
     *
     * @param problems at least one, in the order they are to be told
     */
    PgChartException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    public final List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).message();
        }
        StringBuilder text = new StringBuilder().append(problems.size()).append(" problems:");
        for (Problem problem : problems) {
            text.append("\n  - ").append(problem.message());
        }
        return text.toString();
    }
}
