package io.pgchart.pgbackrest;

import io.pgchart.yaml.MapNode;
import java.time.Instant;

/**
 * A backup that a repository holds.
 *
 * @param label {@code 20261127-012702F}
 * @param start when it was begun, to the second
 * @param stop when it was complete, to the second
 * @param wal that it needs
 * @param bytes how large the database was
 * @param isDamaged whether pgBackRest found wrong checksums in the database's pages
 */
public record BackupSet(
        String label, BackupType type, Instant start, Instant stop, WalRange wal, long bytes, boolean isDamaged) {

    /** Of an element of {@code backup} in the output of {@code pgbackrest info --output=json}. */
    static BackupSet of(MapNode backup) {
        String type = backup.textAt("type");
        BackupType known = BackupType.of(type);
        if (known == null) {
            throw new IllegalArgumentException("backup of type '" + type + "'");
        }
        return new BackupSet(
                backup.textAt("label"),
                known,
                Instant.ofEpochSecond(backup.numberAt(0, "timestamp", "start")),
                Instant.ofEpochSecond(backup.numberAt(0, "timestamp", "stop")),
                new WalRange(
                        backup.textAt("archive", "start"),
                        backup.textAt("archive", "stop"),
                        Lsn.parse(backup.textAt("lsn", "stop"))),
                backup.numberAt(0, "info", "size"),
                backup.textAt("error").equals("true"));
    }

    /** That the database was on when it was complete. */
    long timeline() {
        return wal.timeline();
    }

    /** {@code 20261127-012702F (full, 2026-11-27T01:27:05Z)}. */
    @Override
    public String toString() {
        return label + " (" + type + ", " + stop + ")";
    }
}
