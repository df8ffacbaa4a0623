/** What the console says. */
@NullMarked
package io.pgchart.report;

import org.jspecify.annotations.NullMarked;
