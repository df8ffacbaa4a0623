/**
 * The only code that talks to Kubernetes: the port {@link io.pgchart.cluster.Cluster} over HTTP.
 *
 * <p>It speaks the API's own JSON through fabric8's HTTP client and leaves its typed resources alone: so each method of
 * the port is one request, the answer's headers can be read, and no class of a model has to be loaded. It knows nothing
 * of releases, plans or hooks. Begin with {@link io.pgchart.cluster.fabric8.Fabric8Cluster}.
 */
@NullMarked
package io.pgchart.cluster.fabric8;

import org.jspecify.annotations.NullMarked;
