package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.golden.Golden;
import io.pgchart.report.LogSink;
import io.pgchart.report.TextReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input gets all its problems told at once, in words, without a secret; what was rendered before stays. */
final class BadInputTest {

    /** What the cases use where a secret stands. */
    private static final String SECRET = "hunter2";

    @TempDir
    Path output;

    static Stream<BadInput> cases() {
        List<Path> folders = Golden.cases("bad-input");
        assertThat(folders).hasSizeGreaterThanOrEqualTo(40);
        return folders.stream().map(BadInput::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isToldInWordsAndChangesNothing(BadInput input) throws IOException {
        Path earlier = Files.writeString(output.resolve("manifest.yaml"), "# of an earlier run\n");
        List<String> console = new ArrayList<>();

        Throwable told =
                catchThrowable(() -> new Render(new TextReporter(new Lines(console))).run(input.request(output)));

        assertThat(told).as("what %s leads to", input).isInstanceOf(InvalidInputException.class);
        String message = String.valueOf(told.getMessage());
        assertThat(message + console)
                .doesNotContain(SECRET)
                .doesNotContain("\t")
                .doesNotContain("io.pgchart.");
        assertThat(((InvalidInputException) told).problems())
                .allSatisfy(problem -> assertThat(problem.nextStep()).isNotBlank())
                .extracting(Problem::message)
                .doesNotHaveDuplicates();
        assertThat(output).isDirectoryContaining(earlier::equals);
        assertThat(earlier).hasContent("# of an earlier run\n");
        Golden.check(input.folder().resolve("expected.txt"), message + "\n");
    }

    /** Not among the files: a link to itself would lead every tool that copies them round in a circle. */
    @Test
    void anOverlayThatHoldsItselfIsTold(@TempDir Path folder) throws IOException {
        Path templates = Files.createDirectories(folder.resolve("overlay/templates"));
        Files.createSymbolicLink(templates.resolve("loop"), Path.of(".."));

        Throwable told = catchThrowable(() ->
                new Render(new TextReporter(new Lines(new ArrayList<>()))).run(new BadInput(folder).request(output)));

        assertThat(told)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("overlay: holds a link to a directory above it. Remove the link ");
        assertThat(output).isEmptyDirectory();
    }

    /** A console that keeps its lines. */
    private record Lines(List<String> lines) implements LogSink {

        @Override
        public void line(String label, String text) {
            lines.add(label + " " + text);
        }

        @Override
        public void change(char sign, String text) {
            lines.add(sign + " " + text);
        }

        @Override
        public void text(String text) {
            lines.add(text);
        }
    }
}
