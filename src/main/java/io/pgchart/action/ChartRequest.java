package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * Which chart to use.
 *
 * @param directory a chart of the user's own, or null for the plugin's
 * @param overlay files that replace the chart's or join them, or null
 */
public record ChartRequest(
        @Nullable NamedPath directory, @Nullable NamedPath overlay) {}
