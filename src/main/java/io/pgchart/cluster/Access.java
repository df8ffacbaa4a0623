package io.pgchart.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Something a user may do or not, in the cluster's namespace where the kind lives in one.
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code patch}, {@code update}, {@code delete}
 * @param apiVersion {@code v1} or {@code group/version}
 * @param subresource {@code log}, or null
 * @param name of one object, or null for any
 */
public record Access(
        String verb,
        String apiVersion,
        String kind,
        @Nullable String subresource,
        @Nullable String name) {}
