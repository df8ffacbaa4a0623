package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.PgChartException;
import io.pgchart.error.Problem;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.SecretMask;
import java.util.List;
import java.util.stream.Collectors;

/** What a user is told of a failure, held to the grammar: subject, what was seen, next step. */
final class Told {

    private Told() {}

    /** The messages of what fails, a line each. */
    static String by(Runnable failing) {
        Throwable failure = catchThrowable(failing::run);
        assertThat(failure)
                .as("a failure that a user can mend")
                .isInstanceOfAny(PgChartException.class, RefusedException.class);
        return problems(failure).stream().map(Told::message).collect(Collectors.joining("\n"));
    }

    /** The problems of a failure; what nobody else had words for is put into words as the goals do. */
    static List<Problem> problems(Throwable failure) {
        return failure instanceof RefusedException refused
                ? new Refusals(new SecretMask(List.of())).problems(refused, null, null)
                : ((PgChartException) failure).problems();
    }

    private static String message(Problem problem) {
        String message = problem.message();
        assertThat(problem.subject()).as(message).matches("\\S.*[^.:]");
        assertThat(problem.fault()).as(message).matches("(?s)\\S.*[^.:\\s]");
        assertThat(problem.nextStep()).as(message).matches("\\S.*[.?]");
        assertThat(message).doesNotContain("null").doesNotContain("Exception");
        return message;
    }
}
