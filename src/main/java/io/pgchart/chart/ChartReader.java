package io.pgchart.chart;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.values.Layer;
import io.pgchart.values.Schema;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a chart of the files that were found. */
final class ChartReader {

    static final String METADATA = "Chart.yaml";
    private static final String VALUES = "values.yaml";
    private static final String SCHEMA = "values.schema.json";
    private static final String NOTES = "NOTES.txt";

    /** Helm lets a chart have no more than that in a label. */
    private static final int MAX_LABEL = 63;

    private final SortedMap<String, RawFile> files;
    private final String shownAs;
    private final Problems problems;

    ChartReader(Map<String, RawFile> files, String shownAs, Problems problems) {
        this.files = new TreeMap<>(files);
        this.shownAs = shownAs;
        this.problems = problems;
    }

    /**
     * The chart.
     *
     * @throws io.pgchart.error.InvalidInputException when its metadata, values or schema can't be used
     */
    Chart read() {
        ChartMetadata metadata = metadata();
        Layer defaults = new Layer("chart defaults", map(VALUES));
        Schema schema = files.containsKey(SCHEMA) ? Schema.parse(map(SCHEMA), problems) : null;
        List<ChartFile> templates = below(Chart.TEMPLATES);
        refuseOtherTemplates(templates);
        ChartFile notes = files.containsKey(NOTES) ? file(NOTES) : null;
        Chart chart = new Chart(metadata, defaults, schema, templates, below(Chart.FILES), notes);
        problems.throwIfAny();
        return chart;
    }

    private ChartMetadata metadata() {
        if (!files.containsKey(METADATA)) {
            problems.add(new Problem(
                    shownAs,
                    "has no " + METADATA + ", expected a chart: Chart.yaml, values.yaml and templates/",
                    null,
                    "Name the directory that holds Chart.yaml."));
        }
        MapNode tree = map(METADATA);
        problems.throwIfAny();
        ChartMetadata metadata =
                new ChartMetadata(text(tree, "name"), text(tree, "version"), optionalText(tree, "appVersion"), tree);
        int length = metadata.label().length();
        if (length > MAX_LABEL) {
            problems.add(new Problem(
                    "name",
                    "'" + metadata.label() + "' has " + length + " characters with the version, expected at most "
                            + MAX_LABEL + " for the label helm.sh/chart",
                    tree.origin().source(),
                    "Shorten the name or the version."));
        }
        return metadata;
    }

    private String text(MapNode tree, String key) {
        String text = optionalText(tree, key);
        if (text == null || text.isEmpty()) {
            problems.add(new Problem(
                    key, "is missing, expected text", tree.origin().source(), "Write '" + key + ": …' there."));
            return "";
        }
        return text;
    }

    /** Text, or the number that someone wrote without quotes. */
    private @Nullable String optionalText(MapNode tree, String key) {
        Node node = tree.get(key);
        return node instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : null;
    }

    private MapNode map(String path) {
        RawFile file = files.get(path);
        return file == null
                ? YamlReader.map("", shownAs + "/" + path, problems)
                : YamlReader.map(file.text(problems), file.shownAs(), problems);
    }

    private List<ChartFile> below(String folder) {
        List<ChartFile> found = new ArrayList<>();
        for (String path : files.tailMap(folder).keySet()) {
            if (!path.startsWith(folder)) {
                break;
            }
            found.add(file(path));
        }
        return found;
    }

    private ChartFile file(String path) {
        RawFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return new ChartFile(path, file.text(problems), file.shownAs());
    }

    private void refuseOtherTemplates(List<ChartFile> templates) {
        for (ChartFile template : templates) {
            String name = template.name();
            if (!(name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))) {
                problems.add(new Problem(
                        template.shownAs(),
                        "is no template, expected a name with .yaml, .yml or .json",
                        null,
                        name.endsWith(".tpl")
                                ? "Helm's Go templates are not read: write partials as templates/_*.yaml in Mustache."
                                : "Move it to files/ or remove it; notes stand in " + NOTES + " beside Chart.yaml."));
            }
        }
    }
}
