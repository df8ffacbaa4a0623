package io.pgchart.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a site renders, as a chart of plain files that any helm installs. */
final class PlainChart {

    private PlainChart() {}

    /** The chart's folder, made of what the site's values render to. */
    static Path of(Site site) throws IOException {
        new Render(site.workbench(site.cluster).reporter()).run(site.request());
        Path rendered = site.request().output().path();
        Path chart = Files.createDirectories(rendered.resolveSibling(rendered.getFileName() + "-plain"));
        Path templates = chart.resolve("templates");
        removed(templates);
        Files.createDirectories(templates);
        Files.writeString(
                chart.resolve("Chart.yaml"), "apiVersion: v2\nname: small\nversion: 0.1.0\nappVersion: \"1\"\n");
        for (String folder : List.of("manifests", "hooks")) {
            try (Stream<Path> files = Files.list(rendered.resolve(folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, templates.resolve(file.getFileName().toString()));
                }
            }
        }
        Files.copy(rendered.resolve("NOTES.txt"), templates.resolve("NOTES.txt"));
        return chart;
    }

    private static void removed(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
