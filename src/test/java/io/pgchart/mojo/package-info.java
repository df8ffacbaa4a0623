/** Tests of the Maven edge. */
@NullMarked
package io.pgchart.mojo;

import org.jspecify.annotations.NullMarked;
