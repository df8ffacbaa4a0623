/**
 * What the user is told: events in, lines out.
 *
 * <p>It decides wording and order, and nothing else; it does not know Maven. Begin with
 * {@link io.pgchart.report.Reporter}.
 */
@NullMarked
package io.pgchart.report;

import org.jspecify.annotations.NullMarked;
