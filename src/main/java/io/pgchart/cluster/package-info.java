/**
 * The port through which everything else sees Kubernetes: a few requests, one stream of what happens, and how a server
 * refuses.
 *
 * <p>No type of a client library stands in a signature, so that a fake in memory and a real API server are the same to
 * the core; {@code ClusterContract} is run against both. It knows nothing of releases, plans or hooks. Begin with
 * {@link io.pgchart.cluster.Cluster}.
 */
@NullMarked
package io.pgchart.cluster;

import org.jspecify.annotations.NullMarked;
