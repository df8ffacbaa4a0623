package io.pgchart.cluster.fabric8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The times before the lines of a log: takes them off, and knows what was told before a stream broke off. */
final class Stamps {

    private String last = "";
    private int toldAtLast;
    /** How many lines of the last time are still to be passed over; -1 when none are, whatever their time. */
    private int skip = -1;

    /** What to add to a request so that it begins where the last line was. The server knows whole seconds only. */
    String since() {
        Instant time = time(last);
        return time == null
                ? ""
                : "&sinceTime="
                        + Resource.encoded(time.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** From here on, lines may come that were told already. */
    void reconnected() {
        skip = last.isEmpty() ? -1 : toldAtLast;
    }

    /** The text of a line without its time; null when it was told already. */
    @Nullable
    String fresh(String line) {
        int space = line.indexOf(' ');
        String stamp = space < 0 ? line : line.substring(0, space);
        if (skip >= 0 && wasTold(stamp)) {
            return null;
        }
        skip = -1;
        toldAtLast = stamp.equals(last) ? toldAtLast + 1 : 1;
        last = stamp;
        return space < 0 ? "" : line.substring(space + 1);
    }

    private boolean wasTold(String stamp) {
        if (stamp.equals(last)) {
            return skip-- > 0;
        }
        Instant time = time(stamp);
        Instant told = time(last);
        return time != null && told != null && time.isBefore(told);
    }

    private static @Nullable Instant time(String stamp) {
        try {
            return stamp.isEmpty() ? null : OffsetDateTime.parse(stamp).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
