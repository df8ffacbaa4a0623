/**
 * The values of a release: where they come from, how the layers merge, what the chart's schema says of them.
 *
 * <p>A layer is one source of values; layers merge from the weakest to the strongest, and every node keeps the origin it
 * was written at. The package must not know of Maven, Kubernetes or templates; it touches files only in
 * {@link io.pgchart.values.ValuesFile}. Begin with {@link io.pgchart.values.Values}, then
 * {@link io.pgchart.values.Schema} and {@link io.pgchart.values.SchemaCheck}.
 */
@NullMarked
package io.pgchart.values;

import org.jspecify.annotations.NullMarked;
