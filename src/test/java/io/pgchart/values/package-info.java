/** The values: merging, typing, the {@code --set} grammar, the schema and its messages. It must not know of Maven. */
@NullMarked
package io.pgchart.values;

import org.jspecify.annotations.NullMarked;
