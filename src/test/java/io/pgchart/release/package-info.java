/** Tests of the release record, its history and its lock. */
@NullMarked
package io.pgchart.release;

import org.jspecify.annotations.NullMarked;
