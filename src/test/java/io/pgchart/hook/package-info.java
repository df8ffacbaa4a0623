/** Tests of hooks. */
@NullMarked
package io.pgchart.hook;

import org.jspecify.annotations.NullMarked;
