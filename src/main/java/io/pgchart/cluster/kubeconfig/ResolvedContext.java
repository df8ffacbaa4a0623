package io.pgchart.cluster.kubeconfig;

import io.pgchart.cluster.Target;

/**
 * The one cluster that is meant, and how to get into it.
 *
 * @param isImplicit whether nothing but the current context of {@code ~/.kube/config} decided
 * @param origin where it is written, for messages: {@code /home/me/.kube/config:12}
 */
public record ResolvedContext(Target target, boolean isImplicit, ApiServer server, Login login, String origin) {}
