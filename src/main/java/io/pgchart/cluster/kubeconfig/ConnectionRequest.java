package io.pgchart.cluster.kubeconfig;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of the cluster to work with; null where they said nothing.
 *
 * @param kubeconfig a file that is read in place of all others
 * @param context the name of one of the kubeconfig's contexts
 * @param namespace in place of the context's
 */
public record ConnectionRequest(
        @Nullable Path kubeconfig,
        @Nullable String context,
        @Nullable String namespace) {}
