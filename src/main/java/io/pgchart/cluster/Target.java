package io.pgchart.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Where a cluster is, in the user's words.
 *
 * @param context of the kubeconfig; null inside a cluster
 * @param server {@code https://host:port}
 * @param namespace the one that is worked in
 * @param user the name that the kubeconfig gives the credentials; null inside a cluster
 */
public record Target(
        @Nullable String context,
        String server,
        String namespace,
        @Nullable String user) {}
