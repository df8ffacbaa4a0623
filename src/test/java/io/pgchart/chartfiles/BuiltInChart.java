package io.pgchart.chartfiles;

import io.pgchart.chart.Chart;
import io.pgchart.chart.ChartLoader;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.Manifest;
import io.pgchart.render.ReleaseFacts;
import io.pgchart.render.RenderedRelease;
import io.pgchart.render.Renderer;
import io.pgchart.values.Layer;
import io.pgchart.values.SchemaCheck;
import io.pgchart.values.Values;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import io.pgchart.yaml.YamlWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chart of the plugin, loaded once for all tests of it. */
final class BuiltInChart {

    static final Chart CHART = load();

    private static final Renderer RENDERER = renderer();

    private BuiltInChart() {}

    /** The chart's defaults with a values file over them. */
    static Values values(String text, Problems problems) {
        MapNode tree = YamlReader.map(text, "values.yaml", problems);
        return Values.of(CHART.defaults(), CHART.schemaOrOpen()).with(new Layer("values.yaml", tree));
    }

    /** What is wrong with a values file, one message each. */
    static List<String> problems(String text) {
        Problems problems = new Problems();
        SchemaCheck.check(values(text, problems), problems);
        return problems.list().stream().map(Problem::message).toList();
    }

    /** Renders release {@code orders} with a values file that must be right. */
    static RenderedRelease render(String text) {
        return render(text, "shop");
    }

    /** The same in a namespace, or in none that is known. */
    static RenderedRelease render(String text, @Nullable String namespace) {
        Problems problems = new Problems();
        Values values = values(text, problems);
        SchemaCheck.check(values, problems);
        problems.throwIfAny();
        RenderedRelease release =
                RENDERER.render(values.tree(), ReleaseFacts.install("orders", namespace), null, problems);
        problems.throwIfAny();
        return release;
    }

    /** Everything that was rendered, hooks too. */
    static List<Manifest> objects(RenderedRelease release) {
        return Stream.concat(
                        release.objects().manifests().stream(),
                        release.objects().hooks().stream().map(Hook::manifest))
                .toList();
    }

    /** Canonical YAML, a document each. */
    static String yaml(List<Manifest> manifests) {
        StringBuilder text = new StringBuilder();
        for (Manifest manifest : manifests) {
            text.append(text.isEmpty() ? "" : "---\n");
            text.append(YamlWriter.text(manifest.tree()));
        }
        return text.toString();
    }

    private static Chart load() {
        Problems problems = new Problems();
        Chart chart = ChartLoader.builtIn(null, problems);
        problems.throwIfAny();
        return Objects.requireNonNull(chart);
    }

    private static Renderer renderer() {
        Problems problems = new Problems();
        Renderer renderer = Renderer.of(CHART, problems);
        problems.throwIfAny();
        return renderer;
    }
}
