package io.pgchart.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the fake adds for tests: crashes, refusals, reactions, and time that passes only in a feed. */
class FakeServerTest {

    private static final ApplyOptions APPLY = new ApplyOptions("helm", false, false);
    private static final ObjectId C = new ObjectId("v1", "ConfigMap", null, "c");

    private final FakeServer server = new FakeServer();
    private final FakeCluster cluster = server.connect();

    private static MapNode configMap(String name) {
        return FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: {a: '1'}}");
    }

    @Test
    void crashesBeforeOrAfterTheServerHasDoneIt() {
        cluster.crashAtWrite(2, FakeCluster.Moment.AFTER);
        cluster.apply(configMap("a"), APPLY);
        cluster.apply(configMap("b"), new ApplyOptions("helm", false, true));
        assertThatThrownBy(() -> cluster.apply(configMap("b"), APPLY)).isInstanceOf(CrashError.class);
        assertThatThrownBy(() -> cluster.get(C)).isInstanceOf(CrashError.class);

        FakeCluster next = server.connect();
        assertThat(next.get(new ObjectId("v1", "ConfigMap", null, "b"))).isNotNull();
        next.crashAtWrite(1, FakeCluster.Moment.BEFORE);
        assertThatThrownBy(() -> next.apply(configMap("c"), APPLY)).isInstanceOf(CrashError.class);
        assertThat(server.find(C)).isNull();
        assertThat(server.writes())
                .extracting(FakeRequest::toString)
                .containsExactly("PATCH ConfigMap/a", "PATCH ConfigMap/b");
    }

    @Test
    void refusesOneRequestAndRecordsAll() {
        server.refuse("PATCH ConfigMap/c (dry run)", 429, "TooManyRequests", "later");
        ApplyOptions dryRun = new ApplyOptions("helm", false, true);
        assertThatThrownBy(() -> cluster.apply(configMap("c"), dryRun)).hasMessage("ConfigMap/c: 429 TooManyRequests");
        cluster.apply(configMap("c"), dryRun);
        assertThat(server.requests()).hasSize(2).allMatch(request -> !request.isWrite());
        assertThat(server.find(C)).isNull();
    }

    @Test
    void letsATestPlayAController() {
        server.afterWrite(request -> {
            if (request.writes("ConfigMap")) {
                server.later(Duration.ofSeconds(3), () -> server.status(request.object(), "{phase: Ready}"));
            }
        });
        Feed feed = cluster.feed();
        feed.watch(Selection.named("v1", "ConfigMap", "c"));
        assertThat(feed.next(Duration.ZERO)).isInstanceOf(FeedEvent.CaughtUp.class);
        cluster.apply(configMap("c"), APPLY);

        List<String> seen = new ArrayList<>();
        for (FeedEvent event = feed.next(Duration.ofSeconds(10));
                event != null;
                event = feed.next(Duration.ofSeconds(10))) {
            LiveObject object = ((FeedEvent.Seen) event).object();
            seen.add(server.clock().instant() + " " + object.text("status", "phase"));
        }
        assertThat(seen).containsExactly("2026-11-23T10:00:00Z ", "2026-11-23T10:00:03Z Ready");
        assertThat(server.clock().instant()).hasToString("2026-11-23T10:00:13Z");
    }

    @Test
    void removesWhatAnObjectOwned() {
        LiveObject owner = server.put("{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {}}");
        server.put("{apiVersion: v1, kind: Pod, metadata: {name: p, ownerReferences: [{uid: " + owner.uid() + "}]}}");
        assertThat(cluster.delete(owner.id(), "another-uid", Propagation.BACKGROUND))
                .isFalse();
        assertThat(cluster.delete(owner.id(), owner.uid(), Propagation.FOREGROUND))
                .isTrue();
        assertThat(server.objects()).extracting(LiveObject::toString).containsExactly("Namespace/orders");
    }
}
