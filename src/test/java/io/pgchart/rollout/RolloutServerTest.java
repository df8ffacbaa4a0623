package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Change;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.RealServer;
import io.pgchart.report.RecordingSink;
import io.pgchart.report.TextReporter;
import io.pgchart.yaml.MapNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What only a real API server can show: its own words, field owners and deletions. It needs no node. */
@NeedsRealServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RolloutServerTest {

    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {%s}}";
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: %s}
            spec:
              serviceName: %s
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {nodeSelector: {nowhere: here}, containers: [{name: postgresql, image: "postgres:15"}]}
            """;

    private final String namespace = "pgchart-rollout-" + Long.toString(System.nanoTime(), 36);
    private final Ownership owner = new Ownership("orders-db", namespace);
    private final RecordingSink console = new RecordingSink();
    private final Environment environment = Environment.ofProcess();
    private final Cluster cluster = Fabric8Cluster.connect(
            Kubeconfigs.resolve(
                    new ConnectionRequest(Path.of(System.getenv(RealServer.KUBECONFIG)), null, namespace), environment),
            environment,
            RequestTrace.NONE);
    private final Rollout rollout = new Rollout(
            cluster,
            owner,
            new TextReporter(console),
            InstantSource.system(),
            () -> {},
            new SecretMask(List.of()),
            Duration.ofSeconds(60));

    @BeforeAll
    void makeTheNamespace() {
        cluster.create(
                FakeServer.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}"), false);
    }

    @AfterAll
    void removeTheNamespace() {
        cluster.delete(new ObjectId("v1", "Namespace", null, namespace), null, Propagation.BACKGROUND);
        cluster.close();
    }

    @Test
    void fieldsOfAnOlderHelmAreTakenOver() {
        MapNode before =
                owner.marked(manifest(MAP.formatted("older", "a: '1', b: '2'")).tree());
        LiveObject live = cluster.create(before, false);
        assertThat(FieldMigration.migrated(live))
                .as("a create is an Update of the manager helm")
                .isNotNull();
        String wanted = MAP.formatted("older", "a: '3'");

        new WaveApplier(rollout, false).apply(new OldHelm(rollout).migrated(Stage.wave(change(wanted, live))));

        LiveObject now = live("v1", "ConfigMap", "older");
        assertThat(now.text("data", "a")).isEqualTo("3");
        assertThat(now.at("data", "b")).isNull();
    }

    @Test
    void aConflictNamesManagerPathAndValues() {
        apply(MAP.formatted("shared", "work.mem: '1'"));
        cluster.apply(
                manifest(MAP.formatted("shared", "work.mem: '2'")).tree(), new ApplyOptions("someone", true, false));
        LiveObject live = live("v1", "ConfigMap", "shared");

        assertThatThrownBy(() -> new WaveApplier(rollout, false)
                        .apply(Stage.wave(change(MAP.formatted("shared", "work.mem: '3'"), live))))
                .hasMessageContaining("data.work.mem: is owned by field manager someone, which has '2', wanted '3'");
    }

    @Test
    void whatCanNotChangeIsNamed() {
        apply(SET.formatted("fixed", "one"));
        LiveObject live = live("apps/v1", "StatefulSet", "fixed");

        assertThatThrownBy(() ->
                        new WaveApplier(rollout, false).apply(Stage.wave(change(SET.formatted("fixed", "two"), live))))
                .hasMessageContaining("spec.serviceName: can't be changed")
                .hasMessageContaining("it has 'one', wanted 'two'")
                .hasMessageContaining("--cascade=orphan");
    }

    @Test
    void aGeneratedPasswordOutlivesEveryApply() {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: credentials, annotations: {pgchart.io/generated-key: password}}
                stringData: {username: %s}
                """;
        SecretKeys keys = new SecretKeys(rollout, new SecureRandom());
        keys.fill(apply(secret.formatted("postgres")));
        String first = live("v1", "Secret", "credentials").text("data", "password");
        keys.fill(apply(secret.formatted("someone")));

        assertThat(first).isNotEmpty();
        assertThat(live("v1", "Secret", "credentials").text("data", "password")).isEqualTo(first);
    }

    @Test
    void aPodWithoutANodeIsToldAndWhatOwnsItIsRemovedWithIt() {
        List<LiveObject> applied = apply(SET.formatted("db", "db"));
        Rollout hasty = new Rollout(
                cluster,
                owner,
                rollout.reporter(),
                rollout.clock(),
                rollout.guard(),
                rollout.mask(),
                Duration.ofSeconds(3));

        assertThatThrownBy(() -> new RolloutWaiter(hasty).await(applied))
                .hasMessageContaining("StatefulSet/db: is not ready after 3s: db-0");

        LiveObject set = live("apps/v1", "StatefulSet", "db");
        new Pruner(rollout).prune(List.of(new Change(Change.Action.REMOVE, set.id(), null, set, List.of())));
        assertThat(cluster.get(set.id())).isNull();
        assertThat(cluster.get(new ObjectId("v1", "Pod", namespace, "db-0"))).isNull();
    }

    private List<LiveObject> apply(String yaml) {
        Manifest manifest = manifest(yaml);
        return new WaveApplier(rollout, false)
                .apply(Stage.wave(new Change(Change.Action.CREATE, manifest.id(), manifest, null, List.of())));
    }

    private Change change(String yaml, LiveObject live) {
        return new Change(Change.Action.CHANGE, live.id(), manifest(yaml), live, List.of());
    }

    private Manifest manifest(String yaml) {
        return Stage.manifest(yaml.replace("metadata: {name:", "metadata: {namespace: " + namespace + ", name:"));
    }

    private LiveObject live(String apiVersion, String kind, String name) {
        @Nullable LiveObject live = cluster.get(new ObjectId(apiVersion, kind, namespace, name));
        return Objects.requireNonNull(live, name);
    }
}
