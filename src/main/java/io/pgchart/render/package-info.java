/**
 * A chart and values in, manifests, hooks and notes out.
 *
 * <p>Pure: no clock, no environment, no file. It does not know where charts and values come from, nor clusters. Begin
 * with {@link io.pgchart.render.Renderer}; {@code docs/templates.md} describes the language of the templates.
 */
@NullMarked
package io.pgchart.render;

import org.jspecify.annotations.NullMarked;
