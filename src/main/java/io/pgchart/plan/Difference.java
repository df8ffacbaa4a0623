package io.pgchart.plan;

import io.pgchart.yaml.Node;
import org.jspecify.annotations.Nullable;

/**
 * A field that differs.
 *
 * @param path {@code spec.template.spec.containers[postgresql].image}
 * @param before null where the field is new
 * @param after null where the field goes away
 * @param isSecret whether neither value may be shown
 */
public record Difference(
        String path, @Nullable Node before, @Nullable Node after, boolean isSecret) {}
