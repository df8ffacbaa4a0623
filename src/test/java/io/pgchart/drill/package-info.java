/**
 * Drills: a real PostgreSQL on a real node, its backups in a real S3, and what may become of them.
 *
 * <p>Run by {@code .ci/drills}, and by nothing else. A drill goes through the plugin's actions as a user would through its
 * goals, and looks at what came of it with kubectl, psql and pgbackrest, other eyes than the plugin's. Begin reading at
 * {@link io.pgchart.drill.Database}.
 */
@NullMarked
package io.pgchart.drill;

import org.jspecify.annotations.NullMarked;
