/** Tests of the chart of the plugin: its values, its rules, its scripts and what they make. */
@NullMarked
package io.pgchart.chartfiles;

import org.jspecify.annotations.NullMarked;
