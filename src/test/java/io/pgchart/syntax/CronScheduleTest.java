package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** After Friday, 27 November 2026, at 02:00. */
    @ParameterizedTest
    @CsvSource({
        "0 2 * * 0, 2026-11-29T02:00:00Z",
        "0 2 * * 1-6, 2026-11-28T02:00:00Z",
        "0 2 * * sun, 2026-11-29T02:00:00Z",
        "*/15 * * * *, 2026-11-27T02:15:00Z",
        "5/20 * * * *, 2026-11-27T02:05:00Z",
        "30 1 1 jan *, 2027-01-01T01:30:00Z",
        "0 0 31 * *, 2026-12-31T00:00:00Z",
        "0 0 29 2 *, 2028-02-29T00:00:00Z",
        "@daily, 2026-11-28T00:00:00Z",
        "@weekly, 2026-11-29T00:00:00Z",
        "@hourly, 2026-11-27T03:00:00Z",
    })
    void theNextTimeIsTheFirstAfter(String line, String next) {
        assertThat(next(line, UTC)).isEqualTo(next);
    }

    @Test
    void ofTwoKindsOfDaysOneIsEnough() {
        assertThat(next("0 5 13 * 6", UTC)).isEqualTo("2026-11-28T05:00:00Z");
        assertThat(next("0 5 28 * 0", UTC)).isEqualTo("2026-11-28T05:00:00Z");
    }

    @Test
    void theHoursAreThoseOfTheZone() {
        assertThat(next("0 2 * * *", ZoneId.of("Europe/Berlin"))).isEqualTo("2026-11-28T01:00:00Z");
    }

    @Test
    void aLineWithoutFixedTimesOrThatNeverComesTrueHasNoNext() {
        assertThat(CronSchedule.of("@every 1h", UTC)).isNull();
        assertThat(CronSchedule.of("0 25 * * *", UTC)).isNull();
        assertThat(Objects.requireNonNull(CronSchedule.of("0 0 30 2 *", UTC)).next(Instant.EPOCH))
                .isNull();
    }

    private static String next(String line, ZoneId zone) {
        CronSchedule schedule = Objects.requireNonNull(CronSchedule.of(line, zone));
        return String.valueOf(schedule.next(Instant.parse("2026-11-27T02:00:30Z")));
    }
}
