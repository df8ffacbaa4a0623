package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * What to render and where to write it.
 *
 * @param releaseName the Helm release
 * @param namespace what the manifests name as theirs, or null for none
 * @param output the directory for what is rendered; made when it is not there
 */
public record RenderRequest(
        String releaseName, @Nullable String namespace, ChartRequest chart, ValuesRequest values, NamedPath output) {}
