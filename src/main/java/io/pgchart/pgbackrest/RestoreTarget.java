package io.pgchart.pgbackrest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state that a restore is to bring back.
 *
 * @param time all that was committed before it, to the second; null for the newest state, or the backup's
 * @param backup the label of the backup to begin with; null for the best one
 */
public record RestoreTarget(
        @Nullable Instant time, @Nullable String backup) {}
