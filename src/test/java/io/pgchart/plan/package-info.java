/** Plans from what a server answered. */
@NullMarked
package io.pgchart.plan;

import org.jspecify.annotations.NullMarked;
