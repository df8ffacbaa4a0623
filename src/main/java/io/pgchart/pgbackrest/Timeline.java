package io.pgchart.pgbackrest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the lives of a database: each promotion, as at the end of a restore, begins another one.
 *
 * @param id from 1
 * @param begun the earliest time at which it is known to have been; the epoch for the first
 * @param ancestors the timelines it comes from, each with the place where it was left; not itself
 */
record Timeline(long id, Instant begun, Map<Long, Lsn> ancestors) {

    /** Digits of a WAL file's name that tell its timeline. */
    private static final int DIGITS = 8;

    Timeline {
        ancestors = Map.copyOf(ancestors);
    }

    /** The one that nothing comes before. */
    static Timeline first() {
        return new Timeline(1, Instant.EPOCH, Map.of());
    }

    /** Of the name of a WAL file or of a history, {@code 00000002.history}. */
    static long ofWal(String file) {
        if (file.length() < DIGITS) {
            throw new IllegalArgumentException("'" + file + "' is no name of a WAL file");
        }
        return Long.parseLong(file.substring(0, DIGITS), 16);
    }

    /**
     * Of a history file.
     *
     * @param text lines of an ancestor's number, a tab, the place where it was left, a tab, and why. Source:
     *     PostgreSQL's readTimeLineHistory
     */
    static Timeline of(String file, Instant archived, String text) {
        Map<Long, Lsn> ancestors = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.strip().split("\t", -1);
            if (fields.length >= 2 && !line.startsWith("#")) {
                ancestors.put(Long.parseLong(fields[0]), Lsn.parse(fields[1]));
            }
        }
        return new Timeline(ofWal(file), archived, ancestors);
    }

    /** The same, of which it is known that it was there at that time. */
    Timeline knownAt(Instant time) {
        return time.isBefore(begun) ? new Timeline(id, time, ancestors) : this;
    }

    /** Whether a backup can be recovered along this timeline: it was made on it, or on an ancestor before that was left. */
    boolean hasPast(BackupSet backup) {
        @Nullable Lsn left = ancestors.get(backup.timeline());
        return backup.timeline() == id || (left != null && backup.wal().end().compareTo(left) <= 0);
    }
}
