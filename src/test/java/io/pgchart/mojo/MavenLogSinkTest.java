package io.pgchart.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MavenLogSinkTest {

    private static final String NEW_START = "\r\u001B[K";

    private final RecordingLog log = new RecordingLog();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void aLiveLineGivesWayToTheNextOne() {
        MavenLogSink sink = new MavenLogSink(log, new PrintStream(terminal, true, StandardCharsets.UTF_8));

        sink.live("Waiting   (1s)");
        sink.live("Waiting   (2s)");
        sink.line("Waiting", "1 of 1 ready");
        sink.text("notes");

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo(NEW_START + "Waiting   (1s)" + NEW_START + "Waiting   (2s)" + NEW_START);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void aLiveLineNeverWraps() {
        MavenLogSink sink = new MavenLogSink(log, new PrintStream(terminal, true, StandardCharsets.UTF_8));

        sink.live("x".repeat(200));

        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo(NEW_START + "x".repeat(79));
    }

    @Test
    void withoutATerminalThereIsNoLiveLine() {
        MavenLogSink sink = new MavenLogSink(log, null);

        sink.live("Waiting   (1s)");
        sink.line("Waiting", "1 of 1 ready");

        assertThat(log.lines()).hasSize(1);
        assertThat(terminal.size()).isZero();
    }
}
