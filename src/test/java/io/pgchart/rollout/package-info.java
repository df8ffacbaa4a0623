/**
 * Tests of what a rollout does, against a Kubernetes in memory whose time moves only while something is waited for.
 * Begin with {@link io.pgchart.rollout.Stage}.
 */
@NullMarked
package io.pgchart.rollout;

import org.jspecify.annotations.NullMarked;
