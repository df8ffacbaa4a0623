package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.Selection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches and logs that break off, expire, and begin again. */
@Timeout(60)
class FeedTest {

    private static final Selection PODS = Selection.labelled("v1", "Pod", "a=b");
    private static final String ASKED = "GET /api/v1/namespaces/orders/pods?labelSelector=a%3Db&watch=1"
            + "&allowWatchBookmarks=true&timeoutSeconds=60";
    private static final String BEGIN = ASKED + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
    private static final String WATCH = ASKED + "&resourceVersion=";
    private static final String LIST = "GET /api/v1/namespaces/orders/pods?labelSelector=a%3Db&limit=500";
    private static final String CANNOT = StubServer.status(422, "Invalid", "sendInitialEvents: Forbidden");
    private static final String EXPIRED =
            "{\"type\": \"ERROR\", \"object\": {\"kind\": \"Status\", \"code\": 410, \"reason\": \"Expired\"}}";
    private static final ContainerRef CONTAINER = new ContainerRef("p", "c", false);
    private static final String LOG =
            "GET /api/v1/namespaces/orders/pods/p/log?container=c&follow=true&timestamps=true";

    private static final String END = "\"annotations\": {\"k8s.io/initial-events-end\": \"true\"}, ";

    private final StubServer server = new StubServer();
    private final Fabric8Cluster cluster = server.connect();
    private final CountDownLatch end = new CountDownLatch(1);

    /** What was sent before a connection breaks off has been read: what was not, the client may lose. */
    private final CountDownLatch read = new CountDownLatch(1);

    @AfterEach
    void close() {
        read.countDown();
        end.countDown();
        cluster.close();
        server.close();
    }

    @Test
    void takesABrokenWatchUpWhereItWas() {
        server.answer(200, begun(5, pod("one", 3)) + event("MODIFIED", pod("one", 6)) + event("BOOKMARK", pod("", 9)))
                .answer(exchange -> breakOff(exchange, event("ADDED", pod("two", 11)) + "{\"type\": \"MOD"))
                .answer(503, "")
                .answer(exchange -> stay(exchange, event("DELETED", pod("one", 14))));
        try (Feed feed = cluster.feed()) {
            feed.watch(PODS);
            assertThat(told(feed, 4)).containsExactly("seen one 3", "caught up", "seen one 6", "seen two 11");
            read.countDown();
            assertThat(told(feed, 1)).containsExactly("gone one 14");
        }
        assertThat(server.asked).containsExactly(BEGIN, WATCH + 9, WATCH + 11, WATCH + 11);
    }

    @Test
    void beginsAnewWhatBrokeOffBeforeAllWasTold() {
        String marked = pod("marked", 4).replace("\"metadata\": {", "\"metadata\": {" + END);
        server.answer(exchange -> breakOff(exchange, event("ADDED", pod("one", 3)) + event("ADDED", marked)))
                .answer(exchange -> stay(exchange, begun(7, marked, pod("two", 6))));
        try (Feed feed = cluster.feed()) {
            feed.watch(PODS);
            assertThat(told(feed, 2)).containsExactly("seen one 3", "seen marked 4");
            read.countDown();
            assertThat(told(feed, 3)).containsExactly("seen two 6", "gone one 3", "caught up");
        }
        assertThat(server.asked).containsExactly(BEGIN, BEGIN);
    }

    @Test
    void comparesWhatThereIsWhenTheServerHasForgotten() {
        server.answer(200, begun(5, pod("same", 1), pod("changed", 2), pod("gone", 3), pod("again", 4)) + EXPIRED)
                .answer(200, begun(30, pod("same", 1), pod("changed", 22), otherPod("again", 4), pod("new", 25)))
                .answer(410, "")
                .answer(exchange -> stay(exchange, begun(40, pod("same", 1), pod("changed", 22), pod("new", 25))));
        try (Feed feed = cluster.feed()) {
            feed.watch(PODS);
            told(feed, 5);
            assertThat(told(feed, 6))
                    .containsExactly(
                            "seen changed 22",
                            "gone again 4",
                            "seen again 4",
                            "seen new 25",
                            "gone gone 3",
                            "gone again 4");
            assertThat(feed.next(Duration.ofMillis(300))).isNull();
        }
    }

    @Test
    void listsWhereAWatchCannotBeginWithWhatThereIs() {
        server.answer(422, CANNOT)
                .answer(200, list(5, pod("same", 1), pod("changed", 2), pod("gone", 3), pod("again", 4)))
                .answer(200, EXPIRED)
                .answer(200, list(30, pod("same", 1), pod("changed", 22), otherPod("again", 4), pod("new", 25)))
                .answer(410, "")
                .answer(200, list(40, pod("same", 1), pod("changed", 22), pod("new", 25)))
                .answer(exchange -> stay(exchange, ""))
                .answer(200, list(41))
                .answer(exchange -> stay(exchange, ""));
        try (Feed feed = cluster.feed()) {
            feed.watch(PODS);
            told(feed, 5);
            assertThat(told(feed, 6))
                    .containsExactly(
                            "gone gone 3",
                            "gone again 4",
                            "seen changed 22",
                            "seen again 4",
                            "seen new 25",
                            "gone again 4");
            assertThat(feed.next(Duration.ofMillis(300))).isNull();
            feed.watch(PODS);
            told(feed, 1);
        }
        assertThat(server.asked).startsWith(BEGIN, LIST, WATCH + 5, LIST, WATCH + 30, LIST, WATCH + 40, LIST);
    }

    @Test
    void endsWhenTheServerSaysNo() {
        server.answer(200, begun(5)).answer(403, StubServer.status(403, "Forbidden", "no"));
        try (Feed feed = cluster.feed()) {
            feed.watch(PODS);
            assertThat(told(feed, 1)).containsExactly("caught up");
            assertThatThrownBy(() -> feed.next(Duration.ofSeconds(20))).hasMessage("Pod: 403 Forbidden");
            assertThatThrownBy(() -> feed.next(Duration.ofSeconds(20))).hasMessage("Pod: 403 Forbidden");
        }
    }

    @Test
    void followsALogOverABreak() {
        server.answer(exchange -> breakOff(exchange, "2026-11-23T10:00:00.1Z one\n2026-11-23T10:00:00.2Z two\n"))
                .answer(
                        200,
                        "2026-11-23T10:00:00.1Z one\n2026-11-23T10:00:00.2Z two\n2026-11-23T10:00:00.2Z three\n"
                                + "2026-11-23T10:00:01Z last without an end");
        try (Feed feed = cluster.feed()) {
            feed.follow(CONTAINER);
            assertThat(told(feed, 2)).containsExactly("one", "two");
            read.countDown();
            assertThat(told(feed, 3)).containsExactly("three", "last without an end", "end");
        }
        assertThat(server.asked).containsExactly(LOG, LOG + "&sinceTime=2026-11-23T10%3A00%3A00Z");
    }

    @Test
    void waitsForAContainerToStart() {
        String waiting = StubServer.status(
                400, "BadRequest", "container \\\"c\\\" in pod \\\"p\\\" is waiting to start: PodInitializing");
        String statuses = "\"status\": {\"initContainerStatuses\": [{\"name\": \"c\", \"state\": {\"%s\": {}}}]}";
        server.answer(400, waiting)
                .answer(200, begun(5, pod("p", 1, String.format(statuses, "waiting"))))
                .answer(exchange -> stay(exchange, event("MODIFIED", pod("p", 6, String.format(statuses, "running")))))
                .answer(200, "2026-11-23T10:00:00Z started\n");
        try (Feed feed = cluster.feed()) {
            feed.follow(CONTAINER);
            assertThat(told(feed, 2)).containsExactly("started", "end");
        }
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void saysWhyALogCannotBeFollowed() {
        server.answer(404, StubServer.status(404, "NotFound", "pods \\\"p\\\" not found"))
                .answer(403, StubServer.status(403, "Forbidden", "no"))
                .answer(400, StubServer.status(400, "BadRequest", "c is waiting to start"))
                .answer(200, begun(5));
        try (Feed feed = cluster.feed()) {
            feed.follow(CONTAINER);
            assertThat(told(feed, 1)).containsExactly("end the pod is gone");
            feed.follow(CONTAINER);
            assertThat(told(feed, 1)).containsExactly("end the server refused it, 403 Forbidden");
            feed.follow(CONTAINER);
            assertThat(told(feed, 1)).containsExactly("end the pod is gone");
        }
    }

    @Test
    void readsTheLastLines() {
        server.answer(200, "a\nb\n")
                .answer(400, "")
                .answer(404, "")
                .answer(200, "unable to retrieve container logs for containerd://4e9a");
        assertThat(cluster.lastLog(new ContainerRef("p", "c", true), 20)).containsExactly("a", "b");
        assertThat(cluster.lastLog(CONTAINER, 20)).isEmpty();
        assertThat(cluster.lastLog(CONTAINER, 20)).isEmpty();
        assertThat(cluster.lastLog(CONTAINER, 20)).isEmpty();
        assertThat(server.asked.get(0))
                .isEqualTo(
                        "GET /api/v1/namespaces/orders/pods/p/log?container=c&previous=true&tailLines=20&limitBytes=1048576");
    }

    private void stay(HttpExchange exchange, String text) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        await(end);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakOff(HttpExchange exchange, String text) throws IOException {
        // Promises more than it sends.
        exchange.sendResponseHeaders(200, text.length() + 100);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        await(read);
        throw new IOException("broke off");
    }

    private static String pod(String name, int version) {
        return pod(name, version, "\"status\": {}");
    }

    private static String pod(String name, int version, String status) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"" + name
                + "\", \"namespace\": \"orders\", \"uid\": \"uid-" + name + "\", \"resourceVersion\": \"" + version
                + "\"}, "
                + status + "}";
    }

    private static String otherPod(String name, int version) {
        return pod(name, version).replace("uid-" + name, "uid-other");
    }

    /** What a watch begins with. */
    private static String begun(int version, String... items) {
        StringBuilder events = new StringBuilder();
        for (String item : items) {
            events.append(event("ADDED", item));
        }
        return events + event("BOOKMARK", "{\"metadata\": {" + END + "\"resourceVersion\": \"" + version + "\"}}");
    }

    private static String list(int version, String... items) {
        return "{\"metadata\": {\"resourceVersion\": \"" + version + "\"}, \"items\": [" + String.join(",", items)
                + "]}";
    }

    private static String event(String type, String object) {
        return "{\"type\": \"" + type + "\", \"object\": " + object + "}\n";
    }

    private static List<String> told(Feed feed, int count) {
        List<String> told = new ArrayList<>();
        while (told.size() < count) {
            told.add(text(Objects.requireNonNull(feed.next(Duration.ofSeconds(20)), () -> "nothing after " + told)));
        }
        return told;
    }

    private static String text(FeedEvent event) {
        if (event instanceof FeedEvent.Seen seen) {
            return "seen " + seen.object().id().name() + " " + seen.object().resourceVersion();
        }
        if (event instanceof FeedEvent.Gone gone) {
            return "gone " + gone.object().id().name() + " " + gone.object().resourceVersion();
        }
        if (event instanceof FeedEvent.LogLine line) {
            return line.text();
        }
        return event instanceof FeedEvent.LogEnd log ? ("end " + log.reason()).strip() : "caught up";
    }
}
