package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans of time as Go reads them. */
final class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "6h,PT6H",
        "2m30s,PT2M30S",
        "90s,PT1M30S",
        "1.5h,PT1H30M",
        ".5s,PT0.5S",
        "1.s,PT1S",
        "0,PT0S",
        "0s,PT0S",
        "+1s,PT1S",
        "100ms,PT0.1S",
        "3us,PT0.000003S",
        "3µs,PT0.000003S",
        "7ns,PT0.000000007S",
        "1h1h,PT2H",
        "1s1h,PT1H1S"
    })
    void reads(String text, Duration expected) {
        assertThat(GoDuration.flaw(text)).isNull();
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | Write numbers",
                "60 | Write 60s for seconds.",
                "-5s | Write numbers",
                "1d | Write numbers",
                "1 h | Write numbers",
                "h | Write numbers",
                "1h30 | Write numbers",
                ".s | Write numbers",
                "1.2.3s | Write numbers",
                "PT5M | Write numbers",
                "9999999h | Write numbers",
                "+ | Write numbers"
            })
    void refuses(String text, String nextStep) {
        assertThat(GoDuration.flaw(text))
                .isNotNull()
                .satisfies(flaw -> assertThat(flaw.nextStep()).contains(nextStep));
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
