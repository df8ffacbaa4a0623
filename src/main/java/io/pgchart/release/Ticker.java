package io.pgchart.release;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something again and again while something else goes on. */
@FunctionalInterface
public interface Ticker {

    /** Begins to run it, the first time after one interval; runs never overlap. */
    Ticking every(Duration interval, Runnable task);

    /** What goes on until it is closed. */
    @FunctionalInterface
    interface Ticking extends AutoCloseable {

        /** Ends it; a run that has begun may end later. */
        @Override
        void close();
    }

    /** A thread of its own, which does not keep the JVM alive. */
    static Ticker thread() {
        return (interval, task) -> {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
                Thread thread = new Thread(runnable, "pgchart-heartbeat");
                thread.setDaemon(true);
                return thread;
            });
            long nanos = interval.toNanos();
            var unused = executor.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
            return executor::shutdownNow;
        };
    }
}
