/**
 * What a deploy would change, as data: waves of changes, each with the fields that differ.
 *
 * <p>Pure: it is given what is desired, what is live and what the release had before, and asks no cluster. Begin with
 * {@link io.pgchart.plan.Plan}.
 */
@NullMarked
package io.pgchart.plan;

import org.jspecify.annotations.NullMarked;
