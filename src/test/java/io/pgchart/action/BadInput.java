package io.pgchart.action;

import io.pgchart.values.Interpolation.Lookup;
import io.pgchart.values.Interpolation.Property;
import io.pgchart.values.XmlText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The input of a golden case, each part a file of the folder that may be left out.
 *
 * <p>{@code values.yaml}, or the files that {@code files.txt} names; {@code values.xml}; {@code properties.txt},
 * {@code command-line.txt}; {@code set.txt}; {@code maven.txt} with what {@code ${…}} stands for, where a name that begins
 * with {@code server:} is a secret; {@code release.txt} with the release's name; {@code chart}, or the directory that
 * {@code chart.txt} names, in place of the plugin's own; {@code overlay};
 * {@code output.txt} with the output directory.
 */
record BadInput(Path folder) {

    RenderRequest request(Path output) {
        String release = has("release.txt") ? text("release.txt").strip() : "postgresql";
        ValuesRequest values = new ValuesRequest(
                files(),
                has("values.xml") ? XmlText.read(text("values.xml")) : null,
                properties("properties.txt"),
                properties("command-line.txt"),
                has("set.txt") ? text("set.txt").strip() : null,
                "-Dpgchart.set",
                lookup());
        String chart = has("chart.txt") ? text("chart.txt").strip() : "chart";
        ChartRequest charts = new ChartRequest(
                has("chart.txt") || has(chart) ? named(chart) : null, has("overlay") ? named("overlay") : null);
        NamedPath place = has("output.txt")
                ? new NamedPath(
                        folder.resolve(text("output.txt").strip()).normalize(),
                        text("output.txt").strip())
                : new NamedPath(output, "target/pgchart");
        return new RenderRequest(release, null, charts, values, place, folder);
    }

    private List<NamedPath> files() {
        if (has("files.txt")) {
            return text("files.txt").lines().map(this::named).toList();
        }
        return has("values.yaml") ? List.of(named("values.yaml")) : List.of();
    }

    private NamedPath named(String name) {
        return new NamedPath(folder.resolve(name), name);
    }

    private Lookup lookup() {
        Map<String, String> known = properties("maven.txt");
        return new Lookup() {
            @Override
            public @Nullable Property find(String name) {
                String text = known.get(name);
                return text == null ? null : new Property(text, name.startsWith("server:"));
            }

            @Override
            public Collection<String> names() {
                return new ArrayList<>(known.keySet());
            }
        };
    }

    private Map<String, String> properties(String name) {
        Map<String, String> found = new TreeMap<>();
        if (has(name)) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(text(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            properties.forEach((key, value) -> found.put(key.toString(), value.toString()));
        }
        return found;
    }

    private boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
