package io.pgchart.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Objects of one kind in the cluster's namespace.
 *
 * @param labels a label selector, {@code owner=helm,name=orders}, or null for all
 * @param fields a field selector, {@code metadata.name=postgresql}, or null for all
 */
public record Selection(
        String apiVersion,
        String kind,
        @Nullable String labels,
        @Nullable String fields) {

    public static Selection labelled(String apiVersion, String kind, String labels) {
        return new Selection(apiVersion, kind, labels, null);
    }

    public static Selection named(String apiVersion, String kind, String name) {
        return new Selection(apiVersion, kind, null, "metadata.name=" + name);
    }
}
