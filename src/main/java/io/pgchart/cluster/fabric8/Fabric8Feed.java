package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams from a server, each read by a thread of its own, as one. */
final class Fabric8Feed implements Feed {

    /** A log comes from the node. Where that can't be reached, one more try is enough: nothing but the log is lost. */
    private static final Duration NODE_FAULT = Duration.ofMillis(200);

    /** What the streams put into the queue: an event, or what ended a stream for good. */
    private record Item(@Nullable FeedEvent event, @Nullable RuntimeException failure) {}

    private final Requests requests;
    private final Paths paths;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private @Nullable RuntimeException failure;
    private volatile boolean closed;

    Fabric8Feed(Requests requests, Paths paths) {
        this.requests = requests;
        this.paths = paths;
    }

    @Override
    public void watch(Selection selection) {
        Sink sink = sink();
        Connection connection = new Connection(requests);
        start(connection, "watch " + selection.kind(), () -> new Watching(connection, paths, selection, sink).run());
    }

    @Override
    public void follow(ContainerRef container) {
        Sink sink = sink();
        Connection connection = new Connection(requests, NODE_FAULT);
        start(connection, "follow " + container.pod(), () -> new Following(connection, paths, container, sink).run());
    }

    @Override
    public @Nullable FeedEvent next(Duration atMost) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (failure != null) {
            throw failure;
        }
        streams.forEach(stream -> stream.connection.breakIfSilent());
        Item item = poll(atMost);
        if (item == null) {
            return null;
        }
        failure = item.failure;
        if (failure != null) {
            throw failure;
        }
        return item.event;
    }

    private @Nullable Item poll(Duration atMost) {
        try {
            return items.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(new Problem(
                    "waiting",
                    "was interrupted: the build is being ended",
                    null,
                    "Run the goal again: it goes on from here."));
        }
    }

    @Override
    public void close() {
        closed = true;
        streams.forEach(Stream::end);
    }

    private Sink sink() {
        return new Sink() {
            @Override
            public void tell(FeedEvent event) {
                items.add(new Item(event, null));
            }

            @Override
            public boolean isClosed() {
                return closed;
            }
        };
    }

    /** A thread and what it reads from. */
    private record Stream(Thread thread, Connection connection) {
        void end() {
            thread.interrupt();
            connection.close();
        }
    }

    private void start(Connection connection, String name, Runnable reading) {
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.run();
                    } catch (RuntimeException e) {
                        items.add(new Item(null, e));
                    }
                },
                "pgchart " + name);
        thread.setDaemon(true);
        Stream stream = new Stream(thread, connection);
        streams.add(stream);
        thread.start();
        if (closed) {
            stream.end();
        }
    }

    /** Where a stream's events go. */
    interface Sink {

        void tell(FeedEvent event);

        /** Whether nobody listens any more. */
        boolean isClosed();
    }
}
