package io.pgchart.pgbackrest;

import java.util.Locale;

/**
 * A place in the write-ahead log: a log sequence number.
 *
 * @param bytes from the log's beginning, unsigned
 */
record Lsn(long bytes) implements Comparable<Lsn> {

    /** Of PostgreSQL's form, two halves in hexadecimal: {@code 0/3000050}. */
    static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is no place in the WAL");
        }
        return new Lsn(
                Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16));
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", bytes >>> 32, bytes & 0xFFFF_FFFFL);
    }
}
