package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.fabric8.Fabric8Feed.Sink;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the lines of a container's log, once it runs, to the end.
 *
 * <p>The server puts a time before each line. When a stream breaks off, the next one begins at the second of the last
 * line that was told, and what was told already is passed over.
 */
final class Following {

    private static final String NOT_STARTED = "waiting to start";

    private final Connection connection;
    private final Paths paths;
    private final ContainerRef container;
    private final Sink sink;
    private final Stamps stamps = new Stamps();

    Following(Connection connection, Paths paths, ContainerRef container, Sink sink) {
        this.connection = connection;
        this.paths = paths;
        this.container = container;
        this.sink = sink;
    }

    /** Goes on until the log ends or nobody listens. */
    void run() {
        String end = null;
        while (end == null && !sink.isClosed()) {
            try {
                end = follow();
            } catch (RefusedException e) {
                end = refused(e.refusal());
            }
        }
        if (end != null && !sink.isClosed()) {
            sink.tell(new FeedEvent.LogEnd(container, end));
        }
    }

    /** Why the log ended, {@code ""} when it simply did; null when it goes on. */
    private @Nullable String follow() {
        String path = paths.log(container) + "follow=true&timestamps=true" + stamps.since();
        InputStream stream = connection.open(Call.get(path, Logs.subject(container)), true);
        if (stream == null) {
            return null;
        }
        stamps.reconnected();
        try (stream) {
            Lines lines = new Lines(stream);
            for (String line = lines.next(); line != null && !sink.isClosed(); line = lines.next()) {
                String text = stamps.fresh(line);
                if (text != null) {
                    connection.worked();
                    sink.tell(new FeedEvent.LogLine(container, text));
                }
            }
            return "";
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable String refused(Refusal refusal) {
        if (refusal.code() == 400 && refusal.message().contains(NOT_STARTED)) {
            return awaitStart() ? null : "the pod is gone";
        }
        if (refusal.code() == 404) {
            return "the pod is gone";
        }
        return "the server refused it, " + refusal.code() + " " + refusal.reason();
    }

    /** Whether the container has started; false when its pod went before that. */
    private boolean awaitStart() {
        ContainerStart start = new ContainerStart(container, sink);
        new Watching(connection, paths, Selection.named("v1", "Pod", container.pod()), start).run();
        return start.hasStarted();
    }
}
