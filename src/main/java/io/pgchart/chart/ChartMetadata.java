package io.pgchart.chart;

import io.pgchart.yaml.MapNode;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Chart.yaml} says.
 *
 * @param name the chart's name, after which its objects are named
 * @param version a semantic version
 * @param appVersion the version of PostgreSQL, or null
 * @param tree all of it, for the release record
 */
public record ChartMetadata(
        String name, String version, @Nullable String appVersion, MapNode tree) {

    /** {@code name-version}, as Helm labels objects. */
    public String label() {
        return name + "-" + version;
    }
}
