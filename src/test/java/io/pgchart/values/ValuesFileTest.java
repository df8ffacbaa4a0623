package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.values.Interpolation.Lookup;
import io.pgchart.yaml.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values files as they lie on a disk; what can't be checked in by golden cases. */
final class ValuesFileTest {

    @TempDir
    Path folder;

    @Test
    void readsUtf8WithOrWithoutItsMarkAndWithAnyLineEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("v.yaml"), "\ufeffa: Zürich\r\nb: 2\r\n");

        assertThat(JsonText.of(read(file, new Problems()).tree())).isEqualTo("{\"a\": \"Zürich\",\"b\": 2}");
    }

    @Test
    void anEmptyFileHasNoValues() throws IOException {
        for (String text : List.of("", "# nothing yet\n", "---\n", "\n\n", "{}\n")) {
            Problems problems = new Problems();
            Path file = Files.writeString(folder.resolve("v.yaml"), text);

            assertThat(read(file, problems).tree().members()).isEmpty();
            assertThat(problems.list()).isEmpty();
        }
    }

    @Test
    void aFileThatTheUserMayNotReadIsToldApart() throws IOException {
        Path file = Files.writeString(folder.resolve("v.yaml"), "a: 1");
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "root may read everything");

        assertThat(problems(file))
                .containsExactly("v.yaml: can't be read: permission denied. "
                        + "Give the user who runs Maven the right to read it.");
    }

    @Test
    void aFileThatFailsWhenReadIsToldWithTheReason() {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(memory), "Linux has a file that is there and can't be read");

        assertThat(problems(memory)).singleElement().asString().startsWith("v.yaml: can't be read: ");
    }

    @Test
    void aDeviceIsNoValuesFile() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "Unix has devices");

        assertThat(problems(device))
                .containsExactly("v.yaml: is no regular file, expected a values file. Name a file.");
    }

    @Test
    void aLinkToItselfDoesNotExist() throws IOException {
        Path link = folder.resolve("loop.yaml");
        Files.createSymbolicLink(link, link);

        assertThat(problems(link)).singleElement().asString().startsWith("v.yaml: does not exist");
    }

    private static List<String> problems(Path file) {
        Problems problems = new Problems();
        assertThat(read(file, problems).tree().members()).isEmpty();
        return problems.list().stream().map(Problem::message).toList();
    }

    private static Layer read(Path file, Problems problems) {
        return ValuesFile.read(file, "v.yaml", new Interpolation(Lookup.NONE, Schema.open()), problems);
    }
}
