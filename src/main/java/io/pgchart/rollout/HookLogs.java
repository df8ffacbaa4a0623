package io.pgchart.rollout;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.ContainerState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the logs of a hook's containers, of each run of each attempt, and tells their lines as they come. */
final class HookLogs {

    private static final int KEPT_LINES = 3;

    /** What takes the lines of containers, as they were written. */
    interface Listener {

        void line(ContainerRef container, String text);
    }

    private final Rollout rollout;
    private final Feed feed;
    private final String hook;
    private final @Nullable Listener listener;
    private final Set<String> followed = new HashSet<>();
    private final Set<ContainerRef> open = new HashSet<>();
    private final Map<ContainerRef, Deque<String>> last = new HashMap<>();
    private final List<String> attempts = new ArrayList<>();

    /** @param listener takes the lines instead of the build log; null for the log */
    HookLogs(Rollout rollout, Feed feed, String hook, @Nullable Listener listener) {
        this.rollout = rollout;
        this.feed = feed;
        this.hook = hook;
        this.listener = listener;
    }

    /** Begins to follow those containers of a pod that have been started since. */
    void follow(LiveObject pod) {
        if (!attempts.contains(pod.uid())) {
            attempts.add(pod.uid());
            if (attempts.size() > 1) {
                rollout.reporter()
                        .hook(
                                hook,
                                "attempt " + attempts.size() + ": " + pod.id().name());
            }
        }
        for (ContainerState container : ContainerState.of(pod)) {
            ContainerRef ref = new ContainerRef(pod.id().name(), container.name(), false);
            boolean isStarted = container.isRunning() || container.isTerminated() || container.hasFailed();
            String run = pod.uid() + "|" + container.name() + "|" + container.restarts();
            if (isStarted && !open.contains(ref) && followed.add(run)) {
                open.add(ref);
                feed.follow(ref);
            }
        }
    }

    /** Tells a line, or that there are no more. */
    void take(FeedEvent event) {
        if (event instanceof FeedEvent.LogLine line) {
            String text = rollout.mask().maskedLine(line.text());
            if (!text.isEmpty()) {
                if (listener == null) {
                    rollout.reporter().hook(hook, text);
                } else {
                    listener.line(line.container(), line.text());
                }
                Deque<String> lines = last.computeIfAbsent(line.container(), ref -> new ArrayDeque<>());
                lines.addLast(text.strip());
                if (lines.size() > KEPT_LINES) {
                    lines.removeFirst();
                }
            }
        } else if (event instanceof FeedEvent.LogEnd end) {
            open.remove(end.container());
            if (!end.reason().isEmpty()) {
                String name = end.container().pod() + " " + end.container().container();
                rollout.reporter().hook(hook, "log of " + name + " ended early: " + end.reason());
            }
        }
    }

    /** Whether all logs that were begun have been read to their ends. */
    boolean areRead() {
        return open.isEmpty();
    }

    /** The last lines that the container wrote. */
    List<String> last(String pod, String container) {
        return List.copyOf(last.getOrDefault(new ContainerRef(pod, container, false), new ArrayDeque<>()));
    }
}
