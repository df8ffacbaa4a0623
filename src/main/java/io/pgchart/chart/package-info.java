/**
 * A chart: metadata, default values, schema, templates and files, from the plugin's jar or a directory, with an overlay.
 *
 * <p>It does not know what templates mean. Begin with {@link io.pgchart.chart.Chart}, then
 * {@link io.pgchart.chart.ChartLoader}.
 */
@NullMarked
package io.pgchart.chart;

import org.jspecify.annotations.NullMarked;
