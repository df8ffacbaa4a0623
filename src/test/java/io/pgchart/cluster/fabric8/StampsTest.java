package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StampsTest {

    private final Stamps stamps = new Stamps();

    private List<String> fresh(String... lines) {
        List<String> told = new ArrayList<>();
        for (String line : lines) {
            String text = stamps.fresh(line);
            if (text != null) {
                told.add(text);
            }
        }
        return told;
    }

    @Test
    void takesTheTimeOff() {
        assertThat(stamps.since()).isEmpty();
        assertThat(fresh("2026-11-23T10:00:00.1Z a b", "2026-11-23T10:00:00.2Z ", "2026-11-23T10:00:00.3Z"))
                .containsExactly("a b", "", "");
    }

    @Test
    void passesOverWhatWasToldBeforeTheBreak() {
        // Fractions without their last zeros don't sort as text.
        fresh("2026-11-23T10:00:00.1Z a", "2026-11-23T10:00:00.12Z b", "2026-11-23T10:00:00.12Z c");
        assertThat(stamps.since()).isEqualTo("&sinceTime=2026-11-23T10%3A00%3A00Z");
        stamps.reconnected();
        assertThat(fresh(
                        "2026-11-23T10:00:00.1Z a",
                        "2026-11-23T10:00:00.12Z b",
                        "2026-11-23T10:00:00.12Z c",
                        "2026-11-23T10:00:00.12Z d",
                        "2026-11-23T10:00:00.2Z e"))
                .containsExactly("d", "e");
    }

    @Test
    void passesNothingOverWhenTheLogGoesOnElsewhere() {
        fresh("2026-11-23T10:00:00.1Z a");
        stamps.reconnected();
        assertThat(fresh("2026-11-23T10:00:05Z b", "2026-11-23T10:00:05Z c")).containsExactly("b", "c");
    }
}
