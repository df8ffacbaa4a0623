package io.pgchart.release;

import io.pgchart.hook.ReleaseObjects;
import io.pgchart.yaml.MapNode;

/**
 * What a new revision holds.
 *
 * @param config the values that were given beside the chart's own, merged
 * @param objects what was rendered, without what is added when it is applied
 * @param notes the text for the user; empty when the chart has none
 */
public record ReleaseContent(ReleaseChart chart, MapNode config, ReleaseObjects objects, String notes) {}
