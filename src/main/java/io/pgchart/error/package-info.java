/**
 * What can go wrong, in three kinds because a user reacts in three ways.
 *
 * <p>Every package may use it; it knows none of them. Begin with {@link io.pgchart.error.Problem}, the grammar of every
 * message.
 */
@NullMarked
package io.pgchart.error;

import org.jspecify.annotations.NullMarked;
