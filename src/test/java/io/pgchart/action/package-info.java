/** The actions as a whole, from files on a disk to files on a disk. It must not know of Maven. */
@NullMarked
package io.pgchart.action;

import org.jspecify.annotations.NullMarked;
