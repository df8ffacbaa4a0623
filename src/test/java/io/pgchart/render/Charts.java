package io.pgchart.render;

import io.pgchart.chart.Chart;
import io.pgchart.chart.ChartFile;
import io.pgchart.chart.ChartMetadata;
import io.pgchart.error.Problems;
import io.pgchart.values.Layer;
import io.pgchart.values.Schema;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes small charts of a few lines of text. */
final class Charts {

    private final List<ChartFile> templates = new ArrayList<>();
    private final List<ChartFile> files = new ArrayList<>();
    private MapNode values = new MapNode(Map.of(), Origin.of("values.yaml"));
    private @Nullable Schema schema;
    private @Nullable ChartFile notes;

    static Charts withValues(String text) {
        Charts charts = new Charts();
        charts.values = map(text, "values.yaml");
        return charts;
    }

    Charts schema(String json) {
        Problems problems = new Problems();
        schema = Schema.parse(map(json, "values.schema.json"), problems);
        problems.throwIfAny();
        return this;
    }

    Charts template(String name, String text) {
        templates.add(new ChartFile("templates/" + name, text, "templates/" + name));
        return this;
    }

    Charts file(String name, String text) {
        files.add(new ChartFile("files/" + name, text, "files/" + name));
        return this;
    }

    Charts notes(String text) {
        notes = new ChartFile("NOTES.txt", text, "NOTES.txt");
        return this;
    }

    Chart chart() {
        ChartMetadata metadata =
                new ChartMetadata("small", "1.2.3", "15.0", map("name: small\nversion: 1.2.3\n", "Chart.yaml"));
        return new Chart(metadata, new Layer("chart defaults", values), schema, templates, files, notes);
    }

    /** A ConfigMap with this text as its data, without indentation. */
    Charts data(String text) {
        return template(
                "config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\ndata:\n" + text.indent(2));
    }

    static MapNode map(String text, String source) {
        Problems problems = new Problems();
        MapNode map = YamlReader.map(text, source, problems);
        problems.throwIfAny();
        return map;
    }
}
