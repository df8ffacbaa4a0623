/** The small languages, each with texts that it has and texts that it has not. They know nothing of values. */
@NullMarked
package io.pgchart.syntax;

import org.jspecify.annotations.NullMarked;
