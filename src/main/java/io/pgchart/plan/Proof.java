package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What an API server said to a desired object, without doing it.
 *
 * @param live as it is now; null when there is none, and also when the dry run showed that nothing changes
 * @param answer as it would be
 */
public record Proof(Manifest desired, @Nullable LiveObject live, LiveObject answer) {

    /** Who owns the fields of a release's objects. Source: Helm 4, pkg/kube, its name for server-side apply. */
    public static final String FIELD_MANAGER = "helm";
}
