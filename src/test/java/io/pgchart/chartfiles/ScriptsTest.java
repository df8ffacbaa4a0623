package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.chart.ChartFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of the chart are such as any POSIX shell reads, and say so when they are called wrongly. */
class ScriptsTest {

    static Stream<ChartFile> scripts() {
        return BuiltInChart.CHART.files().stream().filter(file -> file.name().endsWith(".sh"));
    }

    @Test
    void thereAreSeven() {
        assertThat(scripts()).hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isReadByTheShell(ChartFile script) throws Exception {
        assertThat(run(List.of("sh", "-n", path(script)))).isEqualTo(new Ended(0, ""));
    }

    /** They are mounted as they are: input comes from arguments and the environment, never from a template. */
    @ParameterizedTest
    @MethodSource("scripts")
    void hasNoTags(ChartFile script) {
        assertThat(script.text()).doesNotContain("{{").doesNotContain("\r");
    }

    @Test
    void theBackupScriptRefusesWhatItDoesNotKnowBeforeItDoesAnything() throws Exception {
        String script = Path.of("chart", "files", "backup.sh").toString();

        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("init"),
                List.of("nightly", "60"),
                List.of("full", "soon"),
                List.of("full", ""),
                List.of("verify", "60"),
                List.of("init", "60", "more"))) {
            Ended ended = run(
                    Stream.concat(Stream.of("sh", script), arguments.stream()).toList());
            assertThat(ended.code()).as("exit code of %s", arguments).isEqualTo(2);
            assertThat(ended.output()).startsWith("usage: backup.sh ");
        }
    }

    @Test
    void thePasswordScriptRefusesWhatIsNoPasswordAndNeverShowsIt() throws Exception {
        String script = "printf '%s' \"$0\" | POSTGRES_USER=postgres PATH=/usr/bin:/bin sh "
                + Path.of("chart", "files", "password.sh");
        for (List<String> wrong : List.of(
                List.of("", "No password on standard input.\n"),
                List.of("\n", "The password is empty.\n"),
                List.of("cGxhbnRlZApwbGFudGVk\n", "The password has several lines, which no client can send.\n"))) {
            assertThat(run(List.of("sh", "-c", script, wrong.get(0)))).isEqualTo(new Ended(1, wrong.get(1)));
        }
        assertThat(run(List.of("sh", "-c", script, "not-base64!\n")).output())
                .endsWith("The password on standard input is not in base64.\n");
    }

    private static String path(ChartFile script) {
        return Path.of("chart").resolve(script.path()).toString();
    }

    private record Ended(int code, String output) {}

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
