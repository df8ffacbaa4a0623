/** Golden files: what is written compared with what a person has agreed to. It knows none of the code under test. */
@NullMarked
package io.pgchart.golden;

import org.jspecify.annotations.NullMarked;
