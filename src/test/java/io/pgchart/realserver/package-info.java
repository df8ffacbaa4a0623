/**
 * A real API server for tests: asks it, lets it judge objects, and keeps some in namespaces of the tests' own.
 *
 * <p>The tests that need one run where {@code PGCHART_TEST_KUBECONFIG} names the kubeconfig of a cluster that may be
 * used for tests, and kubectl is on the path. What is only judged is never kept; a test that writes makes a namespace
 * of its own, and whatever else it needs, and removes both. Begin with {@link io.pgchart.realserver.RealServer}.
 */
@NullMarked
package io.pgchart.realserver;

import org.jspecify.annotations.NullMarked;
