/**
 * The objects of a release that are run instead of kept: on which events, in which order, and when they are deleted.
 *
 * <p>It reads Helm's own annotations, and knows nothing of how or when a hook is run. Begin with
 * {@link io.pgchart.hook.Hook}, then {@link io.pgchart.hook.ReleaseObjects}.
 */
@NullMarked
package io.pgchart.hook;

import org.jspecify.annotations.NullMarked;
