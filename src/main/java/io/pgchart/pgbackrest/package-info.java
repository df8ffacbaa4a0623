/**
 * pgBackRest as the chart runs it: what a repository holds, which backup leads to a wanted state, and the Jobs that make
 * and restore backups.
 *
 * <p>It talks to nothing and waits for nothing. Begin with {@link io.pgchart.pgbackrest.RestorePlanner}.
 */
@NullMarked
package io.pgchart.pgbackrest;

import org.jspecify.annotations.NullMarked;
