package io.pgchart.action;

import io.pgchart.chart.Chart;
import io.pgchart.chart.ChartDirectory;
import io.pgchart.chart.ChartLoader;
import io.pgchart.error.Problems;
import io.pgchart.values.Interpolation;
import io.pgchart.values.Layer;
import io.pgchart.values.PropertyValues;
import io.pgchart.values.Schema;
import io.pgchart.values.SchemaCheck;
import io.pgchart.values.SetExpression;
import io.pgchart.values.Values;
import io.pgchart.values.ValuesFile;
import io.pgchart.values.XmlValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chart and the values for it, merged: what every action that renders begins with. */
record Inputs(Chart chart, Values values) {

    /**
     * Loads the chart, merges the layers and checks the result against the chart's schema.
     *
     * @param problems takes what is wrong with the values
     * @throws io.pgchart.error.InvalidInputException when the chart can't be loaded
     */
    static Inputs load(ChartRequest chartRequest, ValuesRequest request, Problems problems) {
        Chart chart = load(chartRequest, problems);
        Schema schema = chart.schemaOrOpen();
        Interpolation interpolation = new Interpolation(request.lookup(), schema);
        Values values = Values.of(chart.defaults(), schema);
        for (NamedPath file : request.files()) {
            values = values.with(ValuesFile.read(file.path(), file.shownAs(), interpolation, problems));
        }
        if (request.pom() != null) {
            values = with(values, XmlValues.layer(request.pom(), "pom.xml <values>", schema, problems));
        }
        values = with(values, PropertyValues.ofProject(request.projectProperties(), values, problems));
        values = with(values, PropertyValues.ofCommandLine(request.userProperties(), values, problems));
        if (request.set() != null) {
            values = with(values, SetExpression.layer(request.set(), request.setShownAs(), values, problems));
        }
        SchemaCheck.check(values, problems);
        return new Inputs(chart, values);
    }

    /** The names of the layers, from the weakest to the strongest. */
    List<String> layerNames() {
        List<String> names = new ArrayList<>();
        for (Layer layer : values.layers()) {
            names.add(layer.name());
        }
        return names;
    }

    private static Chart load(ChartRequest request, Problems problems) {
        ChartDirectory overlay = directory(request.overlay());
        ChartDirectory directory = directory(request.directory());
        return directory == null
                ? ChartLoader.builtIn(overlay, problems)
                : ChartLoader.fromDirectory(directory, overlay, problems);
    }

    private static @Nullable ChartDirectory directory(@Nullable NamedPath path) {
        return path == null ? null : new ChartDirectory(path.path(), path.shownAs());
    }

    /** A layer that says nothing is not told of. */
    private static Values with(Values values, Layer layer) {
        return layer.isEmpty() ? values : values.with(layer);
    }
}
