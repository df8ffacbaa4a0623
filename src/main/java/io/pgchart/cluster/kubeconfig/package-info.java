/**
 * Which API server, namespace and user are meant, by kubectl's rules, before anyone is asked.
 *
 * <p>Reads kubeconfig files and a given environment, and knows no client library and no network. Begin with
 * {@link io.pgchart.cluster.kubeconfig.Kubeconfigs}.
 */
@NullMarked
package io.pgchart.cluster.kubeconfig;

import org.jspecify.annotations.NullMarked;
