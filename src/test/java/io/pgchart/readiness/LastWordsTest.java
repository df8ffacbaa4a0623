package io.pgchart.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static final String FULL =
            "[37] FATAL:  could not write to file \"pg_wal/xlogtemp.37\": No space left on device";
    private static final String DOWN = "[1] LOG:  database system is shut down";

    @Test
    void theLastLineIsTheReasonOfWhoSaysNothingElse() {
        assertThat(words("starting", "can't open x").reason()).isEqualTo("its last line: can't open x");
        assertThat(words().reason()).isEmpty();
    }

    @Test
    void whatEndsAServerIsTheReasonThoughItSaysMoreAfterwards() {
        assertThat(words("[9] FATAL:  data directory has wrong ownership", DOWN).reason())
                .isEqualTo("its log says: [9] FATAL:  data directory has wrong ownership");
        assertThat(words("[9] PANIC:  could not locate a valid checkpoint record", DOWN)
                        .reason())
                .endsWith("could not locate a valid checkpoint record");
    }

    @Test
    void aClientThatComesTooEarlyIsNoReason() {
        assertThat(words("[9] FATAL:  the database system is starting up", DOWN).reason())
                .isEqualTo("its last line: " + DOWN);
    }

    @Test
    void aFullVolumeIsTheReasonWhateverFollowsFromIt() {
        LastWords words = words(FULL, "[1] FATAL:  could not remove shared memory", DOWN);

        assertThat(words.isVolumeFull()).isTrue();
        assertThat(words.reason()).isEqualTo("its log says: " + FULL);
        assertThat(words.nextStep("Look.")).startsWith("A volume is full: give it more room (persistence.size)");
        assertThat(words(DOWN).nextStep("Look.")).isEqualTo("Look.");
    }

    private static LastWords words(String... lines) {
        return new LastWords(List.of(lines));
    }
}
