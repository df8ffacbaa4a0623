package io.pgchart.standin;

import com.sun.net.httpserver.HttpExchange;
import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A watch: what there is, if that is asked for, then what happens, an event a line.
 *
 * <p>It remembers nothing that is over. From any version but the newest one it can't go on, and says so (410), as a real
 * server does when its memory is too short. Source: Kubernetes' documentation, "API concepts, streaming lists".
 */
final class Watch {

    private final FakeServer server;
    private final FakeCluster cluster;
    private final Selection selection;
    private final Set<String> known = new HashSet<>();

    Watch(FakeServer server, FakeCluster cluster, Selection selection) {
        this.server = server;
        this.cluster = cluster;
        this.selection = selection;
    }

    void run(HttpExchange exchange, ApiPath path) throws IOException {
        boolean begins = path.query("sendInitialEvents").equals("true");
        try (Feed feed = cluster.feed()) {
            String version;
            synchronized (server) {
                version = server.version();
                if (!begins && !version.equals(path.query("resourceVersion"))) {
                    String message = "too old resource version: " + path.query("resourceVersion");
                    throw new RefusedException(new Refusal(selection.kind(), 410, "Expired", message, List.of()));
                }
                feed.watch(selection);
            }
            // Thrown from here, a refusal is still an answer of its own.
            FeedEvent first = feed.next(Duration.ZERO);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            Duration time = Duration.ofSeconds(Long.parseLong(path.query("timeoutSeconds")));
            stream(feed, first, time, line -> {
                if (begins || !line.isBeginning()) {
                    write(exchange.getResponseBody(), line.json(version));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An event, and whether it tells what there was when the watch began. */
    private record Line(FeedEvent event, String type, boolean isBeginning) {

        String json(String version) {
            if (event instanceof FeedEvent.CaughtUp caughtUp) {
                Selection selection = caughtUp.selection();
                return line("{\"kind\": \"" + selection.kind() + "\", \"apiVersion\": \"" + selection.apiVersion()
                        + "\", \"metadata\": {\"resourceVersion\": \"" + version
                        + "\", \"annotations\": {\"k8s.io/initial-events-end\": \"true\"}}}");
            }
            LiveObject object =
                    event instanceof FeedEvent.Seen seen ? seen.object() : ((FeedEvent.Gone) event).object();
            return line(JsonText.of(object.tree()));
        }

        private String line(String object) {
            return "{\"type\": \"" + type + "\", \"object\": " + object + "}\n";
        }
    }

    private interface Sink {
        void take(Line line) throws IOException;
    }

    private void stream(Feed feed, @Nullable FeedEvent first, Duration time, Sink sink)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(time);
        boolean isBeginning = true;
        for (FeedEvent event = first; event != null; event = server.await(feed, Duration.between(Instant.now(), end))) {
            sink.take(new Line(event, type(event), isBeginning));
            isBeginning &= !(event instanceof FeedEvent.CaughtUp);
        }
    }

    private String type(FeedEvent event) {
        if (event instanceof FeedEvent.Seen seen) {
            return known.add(seen.object().id().name()) ? "ADDED" : "MODIFIED";
        }
        if (event instanceof FeedEvent.Gone gone) {
            known.remove(gone.object().id().name());
            return "DELETED";
        }
        return "BOOKMARK";
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
