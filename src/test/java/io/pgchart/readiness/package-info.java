/**
 * Tests of the readiness rules: what is said of real-looking objects. Begin with
 * {@link io.pgchart.readiness.ReadinessGoldenTest}.
 */
@NullMarked
package io.pgchart.readiness;

import org.jspecify.annotations.NullMarked;
