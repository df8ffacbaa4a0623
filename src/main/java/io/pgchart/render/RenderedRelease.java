package io.pgchart.render;

import io.pgchart.hook.ReleaseObjects;

/**
 * What a chart and values make.
 *
 * @param objects manifests and hooks, in order
 * @param notes the text for the user; empty when the chart has none
 */
public record RenderedRelease(ReleaseObjects objects, String notes) {}
