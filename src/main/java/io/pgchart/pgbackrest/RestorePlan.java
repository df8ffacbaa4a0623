package io.pgchart.pgbackrest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a database is brought back.
 *
 * @param backup to begin with
 * @param timeline to follow from there
 * @param until the time to stop at; null for the end of the timeline, or of the backup
 * @param isBackupAlone whether to stop as soon as the backup is consistent
 */
public record RestorePlan(
        BackupSet backup, long timeline, @Nullable Instant until, boolean isBackupAlone) {

    /** {@code backup 20261127-012702F (full, 2026-11-27T01:27:05Z), WAL to 2026-11-27T02:00:00Z on timeline 1}. */
    @Override
    public String toString() {
        String wal = until == null ? "all WAL" : "WAL to " + until;
        return "backup " + backup + (isBackupAlone ? " alone" : ", " + wal + " on timeline " + timeline);
    }
}
