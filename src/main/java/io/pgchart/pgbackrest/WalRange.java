package io.pgchart.pgbackrest;

/**
 * The WAL that a backup needs to become consistent.
 *
 * @param first the name of its first file
 * @param last the name of its last file, on the timeline that the backup was made on
 * @param end the place from which on the backup is consistent
 */
record WalRange(String first, String last, Lsn end) {

    long timeline() {
        return Timeline.ofWal(last);
    }
}
