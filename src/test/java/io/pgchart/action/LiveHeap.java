package io.pgchart.action;

import java.lang.management.ManagementFactory;

/**
 * What this JVM holds when all that nobody refers to is gone.
 *
 * @param bytes of the heap; other threads may add a little, which no collection before it can know
 */
record LiveHeap(long bytes) {

    /** What is freed by a cleaner, or weakly referred to, is gone after a second collection, or a third. */
    private static final int COLLECTIONS = 4;

    static LiveHeap now() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new LiveHeap(least);
    }

    /** How many bytes more it is than it was. */
    long since(LiveHeap before) {
        return bytes - before.bytes;
    }
}
