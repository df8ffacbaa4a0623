package io.pgchart.release;

import io.pgchart.yaml.MapNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record keeps of a chart.
 *
 * @param metadata {@code Chart.yaml}
 * @param values {@code values.yaml}
 * @param schema the text of {@code values.schema.json}, or null
 * @param files texts by their paths in the chart: {@code files/postgresql.conf}
 */
public record ReleaseChart(
        MapNode metadata, MapNode values, @Nullable String schema, Map<String, String> files) {

    public ReleaseChart {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
