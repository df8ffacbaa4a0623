package io.pgchart.render;

import io.pgchart.chart.Chart;
import io.pgchart.chart.ChartFile;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names at the root of templates: what they stand for in one release, and what is known of them before.
 *
 * <p>{@code docs/templates.md} is their reference.
 */
final class Names {

    static final Origin COMPUTED = Origin.of("computed");

    private Names() {}

    /** The names of a manifest's template; the computed ones are of {@link ComputedNames}. */
    static Map<String, Node> of(Chart chart, MapNode values, ReleaseFacts release) {
        Map<String, Node> names = new LinkedHashMap<>();
        names.put(Name.VALUES, values);
        names.put("Release", map(Map.of("Name", text(release.name()))));
        names.put("Chart", chart(chart));
        names.putAll(ComputedNames.of(chart, values));
        return names;
    }

    /** What the notes may name of the release. */
    static MapNode notesRelease(ReleaseFacts release) {
        Map<String, Node> members = new LinkedHashMap<>();
        members.put("Name", text(release.name()));
        members.put("Namespace", new ScalarNode(release.namespace(), COMPUTED));
        members.put("Revision", new ScalarNode((long) release.revision(), COMPUTED));
        members.put("IsInstall", new ScalarNode(release.isInstall(), COMPUTED));
        members.put("IsUpgrade", new ScalarNode(!release.isInstall(), COMPUTED));
        return map(members);
    }

    /** The shapes of the same names, for a chart whose values are not known yet. */
    static Map<String, Shape> shapes(Chart chart) {
        ReleaseFacts example = ReleaseFacts.install("example", "example");
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, Node> name :
                of(chart, chart.defaults().tree(), example).entrySet()) {
            shapes.put(name.getKey(), new Shape.OfExample(name.getValue()));
        }
        Shape values = chart.schema() == null
                ? new Shape.OfExample(chart.defaults().tree())
                : new Shape.OfSchema(chart.schema().root());
        shapes.put(Name.VALUES, values);
        shapes.put(Name.SECONDS, values);
        Map<String, Node> files = new LinkedHashMap<>();
        for (ChartFile file : chart.files()) {
            files.put(file.path().substring(Chart.FILES.length()), text(""));
        }
        shapes.put("Files", new Shape.OfExample(map(files)));
        shapes.put("configHash", new Shape.OfExample(text("")));
        return shapes;
    }

    private static MapNode chart(Chart chart) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (Map.Entry<String, Node> member : chart.metadata().tree().members().entrySet()) {
            members.put(capitalised(member.getKey()), member.getValue());
        }
        members.put("Name", text(chart.metadata().name()));
        members.put("Version", text(chart.metadata().version()));
        members.put("AppVersion", new ScalarNode(chart.metadata().appVersion(), COMPUTED));
        return map(members);
    }

    /** Helm names the keys of Chart.yaml in capitals. */
    private static String capitalised(String key) {
        return key.isEmpty() ? key : Character.toUpperCase(key.charAt(0)) + key.substring(1);
    }

    static ScalarNode text(String text) {
        return new ScalarNode(text, COMPUTED);
    }

    static MapNode map(Map<String, Node> members) {
        return new MapNode(members, COMPUTED);
    }
}
