package io.pgchart.mojo;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.syntax.Flaw;
import io.pgchart.syntax.GoDuration;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of the parameter {@code timeout}: {@code 2m30s} as Kubernetes writes it, or {@code PT5M} as ISO 8601 does. */
final class TimeoutText {

    private TimeoutText() {}

    /** @throws InvalidInputException when it is neither, or not longer than nothing */
    static Duration parse(String text) {
        Duration duration = text.startsWith("P") ? iso(text) : kubernetes(text);
        if (duration.isZero() || duration.isNegative()) {
            throw refused(text, "is no time at all, expected a duration such as 5m", null);
        }
        return duration;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(text, "is no duration of ISO 8601 such as PT5M", null);
        }
    }

    private static Duration kubernetes(String text) {
        Flaw flaw = GoDuration.flaw(text);
        if (flaw != null) {
            throw refused(text, flaw.fault(), flaw.nextStep());
        }
        return GoDuration.parse(text);
    }

    private static InvalidInputException refused(String text, String fault, @Nullable String nextStep) {
        return new InvalidInputException(List.of(new Problem(
                "timeout",
                "'" + text + "' " + fault,
                null,
                (nextStep == null ? "" : nextStep + " ") + "Set <timeout> in the POM or -Dpgchart.timeout.")));
    }
}
