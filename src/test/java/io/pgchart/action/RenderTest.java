package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.InvalidInputException;
import io.pgchart.report.RecordingSink;
import io.pgchart.report.TextReporter;
import io.pgchart.values.Interpolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders charts of a few lines into a directory, as the goal does. */
final class RenderTest {

    @TempDir
    private Path folder;

    @Test
    void hooksOfOneNameHaveAFileEach() throws IOException {
        String hook =
                "---\n{apiVersion: %s, kind: %s, metadata: {name: migrate, annotations: {helm.sh/hook: pre-install}}%s}\n";
        String pod = "{restartPolicy: Never, containers: [{name: migrate, image: example/migrate:1}]}";
        write(
                "chart/templates/hooks.yaml",
                hook.formatted("v1", "ServiceAccount", "")
                        + hook.formatted("v1", "ConfigMap", "")
                        + hook.formatted("batch/v1", "Job", ", spec: {template: {spec: " + pod + "}}"));

        render("target");

        for (String kind : List.of("ServiceAccount", "ConfigMap", "Job")) {
            assertThat(folder.resolve("target/hooks/pre-install-" + kind.toLowerCase(Locale.ROOT) + "-migrate.yaml"))
                    .content()
                    .contains("kind: " + kind + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "chart", "chart/templates/rendered", "overlay", "own", "own/values.yaml"})
    void refusesAnOutputDirectoryWhereFilesOfAPersonAre(String output) throws IOException {
        write("own/values.yaml", "a: 1\n");
        write("overlay/NOTES.txt", "mine\n");

        assertThatThrownBy(() -> render(output))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("outputDirectory: '" + (output.isEmpty() ? "." : output) + "' is where ");
        assertThat(folder.resolve("own/values.yaml")).hasContent("a: 1\n");
        assertThat(folder.resolve("overlay/NOTES.txt")).hasContent("mine\n");
    }

    @Test
    void refusesALinkToWhereFilesOfAPersonAre() throws IOException {
        write("own/values.yaml", "a: 1\n");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("own"));

        assertThatThrownBy(() -> render("link"))
                .hasMessageContaining("'link' is where values files (own/values.yaml) are, expected a directory");
    }

    private void render(String output) throws IOException {
        write("chart/Chart.yaml", "{apiVersion: v2, name: small, version: 0.1.0}\n");
        write("chart/values.yaml", "a: 0\n");
        ChartRequest chart =
                new ChartRequest(named("chart"), Files.exists(folder.resolve("overlay")) ? named("overlay") : null);
        ValuesRequest values = new ValuesRequest(
                Files.exists(folder.resolve("own")) ? List.of(named("own/values.yaml")) : List.of(),
                null,
                Map.of(),
                Map.of(),
                null,
                "-Dpgchart.set",
                Interpolation.Lookup.NONE);
        new Render(new TextReporter(new RecordingSink()))
                .run(new RenderRequest("small", null, chart, values, named(output), folder));
    }

    private NamedPath named(String path) {
        return new NamedPath(folder.resolve(path).normalize(), path);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
