package io.pgchart.action;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to render and where to write it.
 *
 * @param releaseName the Helm release
 * @param namespace what the manifests name as theirs, or null for none
 * @param output the directory for what is rendered; made when it is not there
 * @param project the directory of the project, which {@code output} must not be; null without a POM
 */
public record RenderRequest(
        String releaseName,
        @Nullable String namespace,
        ChartRequest chart,
        ValuesRequest values,
        NamedPath output,
        @Nullable Path project) {}
