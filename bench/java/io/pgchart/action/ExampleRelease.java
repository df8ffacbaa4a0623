package io.pgchart.action;

import io.pgchart.error.Problems;
import io.pgchart.render.ReleaseFacts;
import io.pgchart.render.RenderedRelease;
import io.pgchart.render.Renderer;
import io.pgchart.values.Interpolation;
import io.pgchart.values.PropertyValues;
import io.pgchart.values.SchemaCheck;
import io.pgchart.values.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The release that is measured: the chart is loaded and its templates are compiled once. */
final class ExampleRelease {

    private final Inputs inputs;
    private final Renderer renderer;

    /** @param values a values file */
    ExampleRelease(Path values) {
        Problems problems = new Problems();
        this.inputs = load(values, problems);
        this.renderer = Renderer.of(inputs.chart(), problems);
        problems.throwIfAny();
    }

    private static Inputs load(Path values, Problems problems) {
        List<NamedPath> files = List.of(new NamedPath(values, values.toString()));
        ValuesRequest request =
                new ValuesRequest(files, null, Map.of(), Map.of(), null, "-Dpgchart.set", Interpolation.Lookup.NONE);
        return Inputs.load(new ChartRequest(null, null), request, problems);
    }

    /** The inputs with one more layer, which names the release's objects; merged and checked anew. */
    Inputs named(String fullname) {
        Problems problems = new Problems();
        Map<String, String> property = Map.of("pgchart.values.fullnameOverride", fullname);
        Values values = inputs.values().with(PropertyValues.ofCommandLine(property, inputs.values(), problems));
        SchemaCheck.check(values, problems);
        problems.throwIfAny();
        return new Inputs(inputs.chart(), values);
    }

    RenderedRelease render(Inputs given) {
        Problems problems = new Problems();
        ReleaseFacts facts = ReleaseFacts.install("postgresql", "default");
        RenderedRelease rendered = renderer.render(given.values().tree(), facts, null, problems);
        problems.throwIfAny();
        return rendered;
    }
}
