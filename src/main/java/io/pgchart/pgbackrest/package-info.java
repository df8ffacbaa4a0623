/**
 * pgBackRest as the chart runs it: kinds of backups and the Jobs that make them.
 *
 * <p>It talks to nothing and waits for nothing. Begin with {@link io.pgchart.pgbackrest.BackupJob}.
 */
@NullMarked
package io.pgchart.pgbackrest;

import org.jspecify.annotations.NullMarked;
