/**
 * The Maven edge: one thin class a goal, which turns parameters into a request and calls one action.
 *
 * <p>Nothing is decided here. Begin with {@link io.pgchart.mojo.RenderMojo}.
 */
@NullMarked
package io.pgchart.mojo;

import org.jspecify.annotations.NullMarked;
