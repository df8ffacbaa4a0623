/**
 * The effects of a deploy: waves are applied and waited for, hooks run, what is no longer wanted is removed.
 *
 * <p>What is to be done is decided before, as a plan, and what a live object's state means is judged by
 * {@code readiness}. It knows no chart and no values, and learns of the release record only what {@link
 * io.pgchart.rollout.WriteGuard} and {@link io.pgchart.rollout.HookLedger} ask for. Begin with {@link
 * io.pgchart.rollout.Rollout}, then {@link io.pgchart.rollout.WaveApplier} and {@link io.pgchart.rollout.RolloutWaiter}.
 */
@NullMarked
package io.pgchart.rollout;

import org.jspecify.annotations.NullMarked;
