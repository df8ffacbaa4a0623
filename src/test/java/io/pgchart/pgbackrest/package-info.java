/** Jobs out of CronJobs, as they are known by their scripts. */
@NullMarked
package io.pgchart.pgbackrest;

import org.jspecify.annotations.NullMarked;
