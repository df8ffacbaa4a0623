package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that a server sends inside a watch that it has opened. */
@Timeout(60)
class WatchErrorTest {

    private static final Selection MAPS = Selection.labelled("v1", "ConfigMap", "a=b");
    private static final String ASKED = "GET /api/v1/namespaces/orders/configmaps?labelSelector=a%3Db&watch=1"
            + "&allowWatchBookmarks=true&timeoutSeconds=60";
    private static final String BEGIN = ASKED + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
    private static final String WATCH = ASKED + "&resourceVersion=";

    private final StubServer server = new StubServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, TooManyRequests, too many requests",
        "503, ServiceUnavailable, apiserver is shutting down",
        "504, Timeout, 'Too large resource version: 9, current: 7'"
    })
    void goesOnAfterWhatPassesFromWhereItWas(int code, String reason, String message) {
        server.answer(200, begun(5, map("one", 3)) + bookmark(9))
                .answer(200, error(StubServer.status(code, reason, message)))
                .answer(200, error(StubServer.status(code, reason, message)))
                .answer(200, added(map("two", 11)));
        try (Fabric8Cluster cluster = server.connect();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            assertThat(told(feed, 3)).containsExactly("seen one 3", "caught up", "seen two 11");
        }
        assertThat(server.asked).startsWith(BEGIN, WATCH + 9, WATCH + 9, WATCH + 9);
        assertThat(server.pauses).startsWith(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"Status\", \"code\": 500, \"reason\": \"InternalError\", \"message\": \"no kind\"}",
                "{\"kind\": \"Status\", \"status\": \"Failure\"}",
                "{}",
                "null"
            })
    void beginsAnewAfterWhatWouldEndItInTheSamePlace(String status) {
        server.answer(200, begun(5, map("one", 3), map("gone", 4)) + error(status))
                .answer(200, begun(12, map("one", 3), map("two", 11)));
        try (Fabric8Cluster cluster = server.connect();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            assertThat(told(feed, 5))
                    .containsExactly("seen one 3", "seen gone 4", "caught up", "seen two 11", "gone gone 4");
        }
        assertThat(server.asked).startsWith(BEGIN, BEGIN);
        assertThat(server.pauses).startsWith(Duration.ofMillis(250));
    }

    @Test
    void listsAgainWhereAWatchCannotBeginWithWhatThereIs() {
        String list = "{\"metadata\": {\"resourceVersion\": \"5\"}, \"items\": [" + map("one", 3) + "]}";
        String busy = StubServer.status(503, "ServiceUnavailable", "busy");
        server.answer(422, StubServer.status(422, "Invalid", "sendInitialEvents: Forbidden"))
                .answer(200, list)
                .answer(200, error(StubServer.status(500, "InternalError", "etcd")));
        // More than a request bears by itself.
        for (int i = 0; i <= Patience.REFUSALS; i++) {
            server.answer(503, busy);
        }
        server.answer(200, list).answer(200, added(map("two", 6)));
        try (Fabric8Cluster cluster = server.connect();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            assertThat(told(feed, 3)).containsExactly("seen one 3", "caught up", "seen two 6");
        }
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden", "404, NotFound"})
    void endsWithWhatWillNotPass(int code, String reason) {
        server.answer(200, begun(5) + error(StubServer.status(code, reason, "no")));
        try (Fabric8Cluster cluster = server.connect();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            assertThat(told(feed, 1)).containsExactly("caught up");
            assertThatThrownBy(() -> feed.next(Duration.ofSeconds(20))).hasMessage("ConfigMap: " + code + " " + reason);
        }
        assertThat(server.asked).containsExactly(BEGIN);
    }

    @Test
    void saysWhoseCredentialsHaveEndedInsideAStream() {
        server.answer(200, begun(5) + error(StubServer.status(401, "Unauthorized", "Unauthorized")));
        try (Fabric8Cluster cluster = server.connect();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            told(feed, 1);
            assertThatThrownBy(() -> feed.next(Duration.ofSeconds(20)))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageStartingWith(
                            "user 'tester' of context 'stub': " + server.url()
                                    + " does not accept its credentials (401), its token has expired or is not of this cluster");
        }
    }

    @Test
    void endsWhenNothingButErrorsCameForAsLongAsAnOutage() {
        String begun = begun(5, map("one", 3)) + error(StubServer.status(500, "InternalError", "no kind"));
        server.answer(200, begun).answer(200, begun).answer(200, begun);
        try (Fabric8Cluster cluster = server.connectHastily();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            assertThat(told(feed, 2)).containsExactly("seen one 3", "caught up");
            assertThatThrownBy(() -> feed.next(Duration.ofSeconds(20))).hasMessage("ConfigMap: 500 InternalError");
        }
        assertThat(server.asked).containsExactly(BEGIN, BEGIN);
    }

    @Test
    void isPatientWithAServerThatTellsSomethingBetweenErrors() {
        String expired = StubServer.status(410, "Expired", "too old");
        String busy = StubServer.status(429, "TooManyRequests", "later");
        server.answer(200, begun(5) + error(busy))
                .answer(200, added(map("one", 6)) + error(busy))
                .answer(200, bookmark(7) + error(expired))
                .answer(200, begun(8, map("one", 6), map("two", 8)) + error(busy))
                .answer(200, added(map("three", 9)));
        try (Fabric8Cluster cluster = server.connectHastily();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            assertThat(told(feed, 4)).containsExactly("caught up", "seen one 6", "seen two 8", "seen three 9");
        }
    }

    @Test
    void whatIsNoJsonIsBorneNoLongerEither() {
        server.answer(200, begun(5) + "garbage").answer(200, "garbage").answer(200, "garbage");
        try (Fabric8Cluster cluster = server.connectHastily();
                Feed feed = cluster.feed()) {
            feed.watch(MAPS);
            told(feed, 1);
            assertThatThrownBy(() -> feed.next(Duration.ofSeconds(20)))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining(server.url().toString());
        }
        assertThat(server.asked).containsExactly(BEGIN, WATCH + 5);
    }

    private static String map(String name, int version) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"" + name
                + "\", \"namespace\": \"orders\", \"uid\": \"uid-" + name + "\", \"resourceVersion\": \"" + version
                + "\"}}";
    }

    private static String begun(int version, String... items) {
        StringBuilder events = new StringBuilder();
        for (String item : items) {
            events.append(added(item));
        }
        String end =
                "{\"metadata\": {\"annotations\": {\"k8s.io/initial-events-end\": \"true\"}, \"resourceVersion\": \"";
        return events + event("BOOKMARK", end + version + "\"}}");
    }

    private static String added(String item) {
        return event("ADDED", item);
    }

    private static String bookmark(int version) {
        return event("BOOKMARK", "{\"metadata\": {\"resourceVersion\": \"" + version + "\"}}");
    }

    private static String error(String status) {
        return event("ERROR", status);
    }

    private static String event(String type, String object) {
        return "{\"type\": \"" + type + "\", \"object\": " + object + "}\n";
    }

    private static List<String> told(Feed feed, int count) {
        List<String> told = new ArrayList<>();
        while (told.size() < count) {
            FeedEvent event = Objects.requireNonNull(feed.next(Duration.ofSeconds(20)), () -> "nothing after " + told);
            if (event instanceof FeedEvent.Seen seen) {
                told.add("seen " + seen.object().id().name() + " "
                        + seen.object().resourceVersion());
            } else if (event instanceof FeedEvent.Gone gone) {
                told.add("gone " + gone.object().id().name() + " "
                        + gone.object().resourceVersion());
            } else {
                told.add("caught up");
            }
        }
        return told;
    }
}
