package io.pgchart.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Times as Helm's JSON has them: RFC 3339 with up to nine digits of a second and no zeros behind them.
 *
 * <p>Source: Go's time.Time, MarshalJSON (RFC3339Nano). A time that is not set is {@code ""} in Helm 3, the year 1 or
 * left out in Helm 4.
 */
final class GoTime {

    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private GoTime() {}

    static String text(Instant time) {
        String text = time.toString();
        int point = text.indexOf('.');
        if (point < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + "Z";
    }

    /** The time, or null for one that is not set. */
    static @Nullable Instant parse(String text) throws DamageException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.equals(ZERO) ? null : time;
        } catch (DateTimeException e) {
            throw new DamageException("'" + Excerpt.of(text) + "' is no time, expected 2026-11-23T10:00:00Z");
        }
    }
}
