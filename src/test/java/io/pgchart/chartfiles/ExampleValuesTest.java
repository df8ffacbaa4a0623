package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example value set is valid, says what it shows, and renders. */
class ExampleValuesTest {

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples", "values"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isValidAndRenders(Path example) throws IOException {
        String text = Files.readString(example);

        assertThat(text).startsWith("# ");
        assertThat(BuiltInChart.problems(text)).isEmpty();
        assertThat(BuiltInChart.objects(BuiltInChart.render(text)))
                .extracting(manifest -> manifest.id().kind())
                .contains("StatefulSet", "Service", "ConfigMap");
    }
}
