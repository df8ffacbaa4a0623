package io.pgchart.manifest;

import org.jspecify.annotations.Nullable;

/**
 * What names one object of a release.
 *
 * @param apiVersion {@code v1} or {@code group/version}
 * @param namespace as the manifest has it; null where it names none, and then it is the release's
 */
public record ObjectId(
        String apiVersion, String kind, @Nullable String namespace, String name) {

    /** The API group, {@code ""} for the core one. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /**
     * What tells the object from all others in a cluster: the group without its version, for two versions of a group
     * show one and the same object. Text, because the first hash of a record costs a cold JVM milliseconds.
     */
    public String key() {
        return group() + "|" + kind + "|" + (namespace == null ? "" : namespace) + "|" + name;
    }

    /** {@code ConfigMap/postgresql-config}: for where the namespace is known. */
    public String shortName() {
        return kind + "/" + name;
    }

    /** {@code ConfigMap/postgresql-config}, or {@code ConfigMap/orders/postgresql-config} with a namespace of its own. */
    @Override
    public String toString() {
        return kind + "/" + (namespace == null ? "" : namespace + "/") + name;
    }
}
