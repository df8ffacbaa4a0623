package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules as Kubernetes takes them. */
final class CronLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 * * 0",
                "0 2 * * 1-6",
                "*/15 * * * *",
                "0-30/10 8-18/2 1,15 JAN-mar mon,WED-Fri",
                "59 23 31 12 6",
                "? ? ? ? ?",
                "5/20 * * * *",
                " 0  2\t* * 0 ",
                "@daily",
                "@hourly",
                "@every 1h30m",
                "0,0,0 0 1 1 *"
            })
    void takes(String line) {
        assertThat(CronLine.flaw(line)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * | has 4 fields",
                "0 2 * * 0 2026 | has 6 fields",
                "never | has 1 field,",
                "60 2 * * 0 | has '60' as its minute, expected 0 to 59",
                "0 24 * * 0 | has '24' as its hour",
                "0 2 0 * 0 | has '0' as its day of the month, expected 1 to 31",
                "0 2 * 13 0 | as its month, expected 1 to 12 or jan to dec",
                "0 2 * * 7 | has '7' as its day of the week, expected 0 to 6 or sun to sat",
                "0 2 * * sunday | as its day of the week",
                "*/0 * * * * | as its minute",
                "30-10 * * * * | as its minute",
                "1--2 * * * * | as its minute",
                "1, * * * * | as its minute",
                "-1 * * * * | as its minute",
                "*-5 * * * * | as its minute",
                "@fortnightly | is not a macro",
                "@every day | is not a macro",
                "TZ=UTC 0 2 * * 0 | names a time zone",
                "CRON_TZ=UTC 0 2 * * 0 | names a time zone"
            })
    void refuses(String line, String fault) {
        assertThat(CronLine.flaw(line))
                .isNotNull()
                .satisfies(flaw -> assertThat(flaw.fault()).contains(fault));
    }
}
