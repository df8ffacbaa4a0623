/**
 * One class a verb: what a goal does, from its request to its report.
 *
 * <p>An action knows neither Maven nor a Kubernetes library. Begin with {@link io.pgchart.action.Render}.
 */
@NullMarked
package io.pgchart.action;

import org.jspecify.annotations.NullMarked;
