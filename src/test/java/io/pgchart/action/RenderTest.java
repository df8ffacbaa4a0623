package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

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

        render();

        for (String kind : List.of("ServiceAccount", "ConfigMap", "Job")) {
            assertThat(folder.resolve("target/hooks/pre-install-" + kind.toLowerCase(Locale.ROOT) + "-migrate.yaml"))
                    .content()
                    .contains("kind: " + kind + "\n");
        }
    }

    private void render() throws IOException {
        write("chart/Chart.yaml", "{apiVersion: v2, name: small, version: 0.1.0}\n");
        write("chart/values.yaml", "{}\n");
        ChartRequest chart = new ChartRequest(new NamedPath(folder.resolve("chart"), "chart"), null);
        ValuesRequest values = new ValuesRequest(
                List.of(), null, Map.of(), Map.of(), null, "-Dpgchart.set", Interpolation.Lookup.NONE);
        NamedPath output = new NamedPath(folder.resolve("target"), "target");
        new Render(new TextReporter(new RecordingSink())).run(new RenderRequest("small", null, chart, values, output));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
