package io.pgchart.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What happens on a {@link FakeServer}; waiting moves its clock. */
final class FakeFeed implements Feed, ObjectStore.Listener {

    private final FakeCluster cluster;
    private final FakeServer server;
    private final Queue<FeedEvent> events = new ArrayDeque<>();
    private final List<Selector> watched = new ArrayList<>();
    private final List<ContainerRef> followed = new ArrayList<>();
    private @Nullable RefusedException refused;
    private boolean closed;

    FakeFeed(FakeCluster cluster) {
        this.cluster = cluster;
        this.server = cluster.server();
        synchronized (server) {
            server.objects.listen(this);
            server.feeds.add(this);
        }
    }

    @Override
    public void watch(Selection selection) {
        try {
            cluster.perform(cluster.request("WATCH", selection), () -> {
                cluster.selected(selection).forEach(object -> events.add(new FeedEvent.Seen(object)));
                events.add(new FeedEvent.CaughtUp(selection));
                return watched.add(cluster.selector(selection));
            });
        } catch (RefusedException e) {
            refused = e;
        }
    }

    @Override
    public void follow(ContainerRef container) {
        String subject = container.pod() + "/" + container.container();
        cluster.perform(new FakeRequest("LOG", subject, false, null, null), () -> {
            followed.add(container);
            FakeServer.Log log = server.logs.get(container);
            if (log != null) {
                logged(container, log.lines);
                if (log.end != null) {
                    ended(container, log.end);
                }
            }
            return null;
        });
    }

    @Override
    public void changed(@Nullable Stored before, @Nullable Stored after) {
        for (Selector selector : watched) {
            if (after != null && selector.shows(after)) {
                events.add(new FeedEvent.Seen(after.live()));
            } else if (before != null && selector.shows(before)) {
                events.add(new FeedEvent.Gone(before.live()));
            }
        }
    }

    void logged(ContainerRef container, List<String> lines) {
        if (followed.contains(container)) {
            lines.forEach(line -> events.add(new FeedEvent.LogLine(container, line)));
        }
    }

    void ended(ContainerRef container, String reason) {
        if (followed.remove(container)) {
            events.add(new FeedEvent.LogEnd(container, reason));
        }
    }

    @Override
    public @Nullable FeedEvent next(Duration atMost) {
        synchronized (server) {
            Instant latest = server.clock.instant().plus(atMost);
            do {
                cluster.refuseIfDead("the next event");
                if (closed) {
                    throw new IllegalStateException("closed");
                }
                if (refused != null) {
                    throw refused;
                }
                FeedEvent event = events.poll();
                if (event != null) {
                    return event;
                }
            } while (server.runNextTask(latest));
            if (latest.isAfter(server.clock.instant())) {
                server.clock.set(latest);
            }
            return null;
        }
    }

    @Override
    public void close() {
        synchronized (server) {
            closed = true;
            server.objects.forget(this);
            server.feeds.remove(this);
        }
    }
}
