package io.pgchart.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.manifest.LiveObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the core relies on in any cluster's feeds, and in what it says of rights. */
public abstract class FeedContract extends ClusterContract {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** The same cluster for a user who may read ConfigMaps and the Secret {@code one}, and nothing else. */
    protected abstract Cluster reader();

    @Test
    void tellsWhatIsThereThenWhatHappens() {
        cluster().apply(configMap("fed-a", "{a: '1'}"), HELM);
        try (Feed feed = cluster().feed()) {
            Selection selection = new Selection("v1", "ConfigMap", "of in (fed-a, fed-b)", null);
            feed.watch(selection);
            assertThat(told(feed, 2)).containsExactly("seen fed-a 1", "caught up");

            LiveObject made = cluster().apply(configMap("fed-b", "{a: '1'}"), HELM);
            cluster().apply(configMap("fed-b", "{a: '2'}"), TRY);
            cluster().apply(configMap("fed-b", "{a: '2'}"), HELM);
            cluster().apply(configMap("fed-b", "{a: '2'}"), HELM);
            cluster().delete(made.id(), null, Propagation.BACKGROUND);
            cluster().apply(configMap("fed-c", "{a: '1'}"), HELM);
            cluster().apply(configMap("fed-a", "{a: '3'}"), HELM);
            assertThat(told(feed, 4)).containsExactly("seen fed-b 1", "seen fed-b 2", "gone fed-b 2", "seen fed-a 3");
            assertThat(feed.next(Duration.ofMillis(200))).isNull();
        }
    }

    @Test
    void tellsOfWhatNoLongerMatchesAsGone() {
        cluster().apply(configMap("moving", "{a: '1'}"), HELM);
        try (Feed feed = cluster().feed()) {
            feed.watch(Selection.labelled("v1", "ConfigMap", "of=moving"));
            assertThat(told(feed, 2)).containsExactly("seen moving 1", "caught up");
            cluster().apply(yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: moving}, data: {a: '1'}}"), HELM);
            assertThat(told(feed, 1)).containsExactly("gone moving 1");
        }
    }

    @Test
    void tellsOfSeveralKindsInOneFeed() {
        try (Feed feed = cluster().feed()) {
            feed.watch(Selection.named("v1", "ConfigMap", "several"));
            assertThat(told(feed, 1)).containsExactly("caught up");
            feed.watch(Selection.named("v1", "Secret", "several"));
            assertThat(told(feed, 1)).containsExactly("caught up");
            cluster().apply(yaml("{apiVersion: v1, kind: Secret, metadata: {name: several}}"), HELM);
            cluster().apply(configMap("several", "{a: '1'}"), HELM);
            assertThat(told(feed, 2)).containsExactlyInAnyOrder("seen several ", "seen several 1");
        }
    }

    @Test
    void refusesToWatchWhatMayNotBeSeen() {
        try (Feed feed = reader().feed()) {
            feed.watch(Selection.labelled("v1", "Pod", "a=b"));
            assertThatThrownBy(() -> feed.next(LONG)).isInstanceOfSatisfying(RefusedException.class, refused -> {
                assertThat(refused.refusal().code()).isEqualTo(403);
                assertThat(refused.refusal().reason()).isEqualTo("Forbidden");
                assertThat(refused.refusal().subject()).isEqualTo("Pod");
            });
        }
    }

    @Test
    void saysWhatAUserMayNotDo() {
        Access read = new Access("get", "v1", "ConfigMap", null, null);
        Access write = new Access("patch", "v1", "ConfigMap", null, "x");
        Access one = new Access("get", "v1", "Secret", null, "one");
        Access two = new Access("get", "v1", "Secret", null, "two");
        Access log = new Access("get", "v1", "Pod", "log", null);
        Access wide = new Access("create", "v1", "Namespace", null, null);
        List<Access> all = List.of(read, write, one, two, log, wide);

        assertThat(reader().denied(all)).containsExactly(write, two, log, wide);
        assertThat(reader().denied(List.of())).isEmpty();
        assertThat(cluster().denied(all)).isEmpty();
    }

    /** The next events as text. */
    private static List<String> told(Feed feed, int count) {
        List<String> told = new ArrayList<>();
        while (told.size() < count) {
            told.add(text(feed.next(LONG)));
        }
        return told;
    }

    private static String text(@Nullable FeedEvent event) {
        if (event instanceof FeedEvent.Seen seen) {
            return "seen " + seen.object().id().name() + " " + seen.object().text("data", "a");
        }
        if (event instanceof FeedEvent.Gone gone) {
            return "gone " + gone.object().id().name() + " " + gone.object().text("data", "a");
        }
        return event instanceof FeedEvent.CaughtUp ? "caught up" : String.valueOf(event);
    }
}
