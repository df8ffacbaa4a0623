/**
 * Whether a live object is what it is meant to be: ready, on its way, or failed, with the reason and the likely next step.
 *
 * <p>Pure: it judges what it is given, an object with its pods, claims and warnings, and knows no clock. How long a fault
 * is borne is its {@link io.pgchart.readiness.Patience}; who waits has the watch. Begin with
 * {@link io.pgchart.readiness.ReadinessRules}.
 */
@NullMarked
package io.pgchart.readiness;

import org.jspecify.annotations.NullMarked;
