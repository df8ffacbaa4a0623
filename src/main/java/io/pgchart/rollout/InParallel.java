package io.pgchart.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs a few tasks at the same time and waits for all of them. */
public final class InParallel {

    /** An API server serves one client's requests side by side, but not many: more would only wait in its queue. */
    private static final int AT_MOST = 8;

    /** What became of a task: exactly one of the two is null. */
    public record Outcome<T>(@Nullable T result, @Nullable RuntimeException failure) {}

    private InParallel() {}

    /**
     * The outcomes in the order of the tasks.
     *
     * @throws Error when a task threw one
     */
    public static <T> List<Outcome<T>> run(List<Callable<T>> tasks) {
        if (tasks.size() <= 1) {
            return tasks.stream().map(InParallel::outcome).toList();
        }
        List<Outcome<T>> outcomes = new ArrayList<>(tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_MOST, tasks.size()), work -> {
            Thread thread = new Thread(work, "pgchart-apply");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Outcome<T>>> running = new ArrayList<>(tasks.size());
            tasks.forEach(task -> running.add(threads.submit(() -> outcome(task))));
            for (Future<Outcome<T>> task : running) {
                outcomes.add(awaited(task));
            }
        } finally {
            threads.shutdownNow();
        }
        return outcomes;
    }

    private static <T> Outcome<T> outcome(Callable<T> task) {
        try {
            return new Outcome<>(task.call(), null);
        } catch (RuntimeException e) {
            return new Outcome<>(null, e);
        } catch (Exception e) {
            return new Outcome<>(null, new IllegalStateException(e));
        }
    }

    private static <T> Outcome<T> awaited(Future<Outcome<T>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome<>(null, new IllegalStateException("interrupted while objects were applied", e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return new Outcome<>(null, new IllegalStateException(e.getCause()));
        }
    }
}
