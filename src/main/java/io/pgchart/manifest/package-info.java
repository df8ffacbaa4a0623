/**
 * One Kubernetes object: its id, its place in the order of a release, whether an API server would take it, and its text.
 *
 * <p>It knows nothing of charts, values or a cluster, and reads no file: what it knows of Kubernetes stands in a table
 * made from a real API server's own description. Begin with {@link io.pgchart.manifest.Manifest}, then
 * {@link io.pgchart.manifest.Manifests}.
 */
@NullMarked
package io.pgchart.manifest;

import org.jspecify.annotations.NullMarked;
