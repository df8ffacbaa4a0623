/**
 * An API server in memory that answers over HTTP, for machines that have no Kubernetes: the example of {@code ./mvnw
 * -Ptry} is deployed to it, and so are the projects of {@code src/it} that say so.
 *
 * <p>Its state is {@link io.pgchart.cluster.FakeServer}, so server-side apply with its field owners and conflicts, dry runs,
 * unknown and immutable fields, selectors, watches, preconditions and refusals are those that {@code ClusterContract}
 * proves on a real API server too. Added here are HTTP as far as the plugin speaks it, and controllers: StatefulSets get
 * pods and volumes, Jobs a pod that completes, namespaces what each has. Not simulated: default values, admission, quotas,
 * roles (anybody may do anything), Services, schedules, events, other kinds of workloads; containers don't run, so there is
 * no exec, no forwarding, and no log but one that was recorded. It is never a proof of what a real server does.
 *
 * <p>It is test code, and never on the plugin's own classpath. Begin with {@link io.pgchart.standin.StandIn}.
 */
@NullMarked
package io.pgchart.standin;

import org.jspecify.annotations.NullMarked;
