package io.pgchart.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stand-in adds to the contract: workloads that come to life, recorded logs, and no for what it does not do. */
class StandInTest {

    private static final ApplyOptions HELM = new ApplyOptions("helm", false, false);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final StandIn standIn;
    private final Cluster cluster;

    StandInTest(@TempDir Path folder) throws IOException {
        standIn = StandIn.start(
                InstantSource.system(), Duration.ofMillis(20), Map.of("migrate", List.of("one", "two", "three")));
        Path kubeconfig = folder.resolve("kubeconfig");
        standIn.writeKubeconfig(kubeconfig, "stand-in");
        Environment environment = Environment.ofProcess();
        ConnectionRequest request = new ConnectionRequest(kubeconfig, null, "orders");
        cluster = Fabric8Cluster.connect(Kubeconfigs.resolve(request, environment), environment, RequestTrace.NONE);
        cluster.create(FakeServer.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: orders}}"), false);
    }

    @AfterEach
    void stop() {
        cluster.close();
        standIn.close();
    }

    private static ObjectId id(String apiVersion, String kind, String name) {
        return new ObjectId(apiVersion, kind, "orders", name);
    }

    private LiveObject await(ObjectId id, Predicate<LiveObject> state) {
        try (Feed feed = cluster.feed()) {
            feed.watch(Selection.named(id.apiVersion(), id.kind(), id.name()));
            while (true) {
                FeedEvent event = Objects.requireNonNull(feed.next(LONG), () -> "nothing more of " + id);
                if (event instanceof FeedEvent.Seen seen && state.test(seen.object())) {
                    return seen.object();
                }
            }
        }
    }

    private LiveObject get(String apiVersion, String kind, String name) {
        return Objects.requireNonNull(cluster.get(id(apiVersion, kind, name)), kind + "/" + name);
    }

    private void database(String annotations, String image) {
        cluster.apply(
                FakeServer.yaml("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, "
                        + "serviceName: db, selector: {matchLabels: {of: db}}, template: {metadata: {labels: {of: db}, "
                        + "annotations: {" + annotations + "}}, spec: {containers: [{name: db, image: '" + image
                        + "'}]}}, volumeClaimTemplates: [{metadata: {name: data}, "
                        + "spec: {accessModes: [ReadWriteOnce]}}]}}"),
                HELM);
    }

    @Test
    void aStatefulSetGetsVolumesAndPodsAndReplacesTheseWhenItChanges() {
        database("", "db:1");
        LiveObject ready =
                await(id("apps/v1", "StatefulSet", "db"), set -> set.number(0, "status", "readyReplicas") == 2);
        assertThat(ready.number(0, "status", "observedGeneration")).isEqualTo(1);
        assertThat(ready.text("status", "currentRevision")).isEqualTo(ready.text("status", "updateRevision"));
        LiveObject claim = get("v1", "PersistentVolumeClaim", "data-db-1");
        assertThat(claim.label("of")).isEqualTo("db");
        LiveObject pod = get("v1", "Pod", "db-1");

        database("", "db:2");
        LiveObject updated = await(
                ready.id(),
                set -> set.number(0, "status", "updatedReplicas") == 2
                        && set.number(0, "status", "readyReplicas") == 2);
        assertThat(updated.text("status", "updateRevision")).isNotEqualTo(ready.text("status", "updateRevision"));
        assertThat(get("v1", "Pod", "db-1").uid()).isNotEqualTo(pod.uid());
        assertThat(get("v1", "PersistentVolumeClaim", "data-db-1").uid()).isEqualTo(claim.uid());
    }

    @Test
    void aPodThatIsToldToWaitIsNotReplacedUntilItIsDeleted() {
        database("fake.test/state: waiting:ImagePullBackOff", "db:1");
        LiveObject stuck = await(id("v1", "Pod", "db-0"), pod -> pod.at("status", "containerStatuses") != null);
        assertThat(Fields.maps(stuck, "status", "containerStatuses"))
                .singleElement()
                .satisfies(status -> assertThat(status.toString()).contains("ImagePullBackOff"));

        database("", "db:1");
        await(id("apps/v1", "StatefulSet", "db"), set -> set.number(0, "status", "observedGeneration") == 2);
        assertThat(get("v1", "Pod", "db-0").uid()).isEqualTo(stuck.uid());
        cluster.delete(stuck.id(), stuck.uid(), Propagation.BACKGROUND);
        await(id("apps/v1", "StatefulSet", "db"), set -> set.number(0, "status", "readyReplicas") == 2);
    }

    @Test
    void aJobCompletesAndItsLogIsTheOneThatWasRecorded() {
        LiveObject job = cluster.create(
                FakeServer.yaml("{apiVersion: batch/v1, kind: Job, metadata: {name: migrate}, spec: {template: {spec: "
                        + "{containers: [{name: migrate, image: 'db:1'}], restartPolicy: Never}}}}"),
                false);
        try (Feed feed = cluster.feed()) {
            feed.watch(Selection.labelled("v1", "Pod", "controller-uid=" + job.uid()));
            List<String> told = new ArrayList<>();
            for (FeedEvent event = feed.next(LONG); told.isEmpty() || !told.contains("end"); event = feed.next(LONG)) {
                if (event instanceof FeedEvent.Seen seen && told.isEmpty()) {
                    told.add("pod");
                    feed.follow(new ContainerRef(seen.object().id().name(), "migrate", false));
                } else if (event instanceof FeedEvent.LogLine line) {
                    told.add(line.text());
                } else if (event instanceof FeedEvent.LogEnd end) {
                    told.add("end" + end.reason());
                }
            }
            assertThat(told).containsExactly("pod", "one", "two", "three", "end");
        }
        LiveObject complete = await(job.id(), live -> Fields.is(live, "Complete"));
        assertThat(complete.number(0, "status", "succeeded")).isEqualTo(1);
        LiveObject pod = cluster.list(Selection.labelled("v1", "Pod", "job-name=migrate"))
                .get(0);
        assertThat(cluster.lastLog(new ContainerRef(pod.id().name(), "migrate", false), 2))
                .containsExactly("two", "three");
    }

    @Test
    void whatItDoesNotServeIsRefusedInWords() throws Exception {
        assertThat(asked("/api/v1/namespaces/orders/services/db/proxy").statusCode())
                .isEqualTo(501);
        assertThat(asked("/api/v1/namespaces/orders/services/db/proxy").body())
                .contains("runs no containers and does not serve GET /api/v1/namespaces/orders/services/db/proxy");
        assertThat(asked("/apis/example.com/v1/namespaces/orders/wheels").body())
                .contains("\"code\": 404", "does not serve example.com/v1 wheels");
        assertThat(asked("/api/v1/namespaces/orders/pods?watch=1&resourceVersion=1&timeoutSeconds=1")
                        .body())
                .contains("\"code\": 410", "too old resource version: 1");
    }

    private HttpResponse<String> asked(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(standIn.url() + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
