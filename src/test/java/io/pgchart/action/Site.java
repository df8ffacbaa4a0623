package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.realserver.Tools;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.Revision;
import io.pgchart.report.RecordingSink;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of its own on the real API server, a console, and a release {@code orders-db} of a small chart to deploy
 * into it: a ConfigMap and perhaps another one, a Secret whose password is generated, a Service, a StatefulSet with a
 * volume, a hook at the end of each deploy and one before the removal.
 */
final class Site implements AutoCloseable {

    static final String RELEASE = "orders-db";
    static final RolloutOptions ROLLOUT = new RolloutOptions(Duration.ofSeconds(60), true, false, false);

    /** What a namespace has by itself. */
    private static final Set<String> OF_KUBERNETES = Set.of("ConfigMap/kube-root-ca.crt", "ServiceAccount/default");

    private static final List<ObjectId> KINDS = List.of(
            kind("v1", "ConfigMap"),
            kind("v1", "Secret"),
            kind("v1", "Service"),
            kind("v1", "PersistentVolumeClaim"),
            kind("apps/v1", "StatefulSet"),
            kind("batch/v1", "Job"));

    final RecordingSink console = new RecordingSink();
    final Map<String, String> values = new LinkedHashMap<>();
    final Tools tools;
    final Cluster cluster;
    /** The small chart; null for the plugin's own. */
    @Nullable
    Path chart = Path.of("src/test/resources/charts/small");

    @Nullable
    Path overlay;

    private final Path output;
    private final AtomicLong processes = new AtomicLong();

    /** @param output what is rendered goes into a folder of its own there */
    Site(Path output) {
        this.tools = new Tools("pgchart-site-" + Long.toString(System.nanoTime(), 36));
        this.output = output.resolve(tools.namespace());
        this.cluster = tools.connect();
        cluster.create(
                FakeServer.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace() + "}}"), false);
    }

    String namespace() {
        return tools.namespace();
    }

    /** A workbench of a process of its own, whose death is known to those that come later. */
    Workbench workbench(Cluster cluster) {
        return new LatestProcess(processes.incrementAndGet()).workbench(cluster, InstantSource.system(), console);
    }

    void deploy() {
        deploy(cluster);
    }

    void deploy(Cluster through) {
        deploy(through, new DeployOptions(ROLLOUT, false, false, false, false, 10, null));
    }

    void deploy(Cluster through, DeployOptions options) {
        new Deploy(workbench(through), new ConcurrentHashMap<>()).run(new DeployRequest(request(), options));
    }

    void rollback(Cluster through, @Nullable Integer revision) {
        new Rollback(workbench(through)).run(new RollbackRequest(RELEASE, revision, ROLLOUT, false, 10, null));
    }

    void undeploy(Cluster through) {
        new Undeploy(workbench(through)).run(new UndeployRequest(RELEASE, ROLLOUT, false, false, false, null));
    }

    RenderRequest request() {
        return request(RELEASE);
    }

    /** The same as another release of the namespace. */
    RenderRequest request(String release) {
        Map<String, String> properties = new LinkedHashMap<>();
        values.forEach((path, value) -> properties.put("pgchart.values." + path, value));
        ValuesRequest request = new ValuesRequest(
                List.of(), null, Map.of(), properties, null, "-Dpgchart.set", new Town.NoProperties());
        ChartRequest of = new ChartRequest(
                chart == null ? null : new NamedPath(chart, "chart"),
                overlay == null ? null : new NamedPath(overlay, "overlay"));
        return new RenderRequest(
                release, namespace(), of, request, new NamedPath(output.resolve(release), "target/pgchart"), null);
    }

    /** What the namespace holds but for records: each object with what it says and who owns its fields. */
    Map<String, String> objects() {
        Map<String, String> objects = new TreeMap<>();
        for (ObjectId kind : KINDS) {
            for (LiveObject live : cluster.list(new Selection(kind.apiVersion(), kind.kind(), null, null))) {
                String name = live.id().shortName();
                if (!OF_KUBERNETES.contains(name) && !name.startsWith("Secret/sh.helm.release")) {
                    objects.put(name, said(live).replace(namespace(), "NAMESPACE"));
                }
            }
        }
        return objects;
    }

    /** The records, as {@code 1 superseded: Install complete}; a label that says something else is told too. */
    List<String> history() {
        List<String> lines = new ArrayList<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (LiveObject secret : cluster.list(Selection.labelled("v1", "Secret", "owner=helm,name=" + RELEASE))) {
            labels.put(String.valueOf(secret.label("version")), String.valueOf(secret.label("status")));
        }
        for (Revision revision : ReleaseHistory.read(cluster, RELEASE).revisions()) {
            String status = revision.status().toString();
            String label = labels.get(Integer.toString(revision.number()));
            lines.add(revision.number() + " " + status + (status.equals(label) ? "" : " labelled " + label) + ": "
                    + revision.record().info().description());
        }
        return lines;
    }

    @Nullable
    LiveObject find(String apiVersion, String kind, String name) {
        return cluster.get(new ObjectId(apiVersion, kind, namespace(), name));
    }

    /** What was applied in this second, or in the one before, can't be told from what would be: see {@link DryRun}. */
    void letSecondsPass() {
        history();
        Instant before = cluster.serverTime();
        until(() -> {
            history();
            return cluster.serverTime().isAfter(before.plusSeconds(1));
        });
    }

    /** Asks again and again, for no longer than a server may need for what it does by itself. */
    static void until(BooleanSupplier isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }

    /** Lets somebody else act as soon as there is an object. */
    void whenThere(String apiVersion, String kind, String name, Consumer<LiveObject> act) {
        Thread someone = new Thread(
                () -> {
                    until(() -> find(apiVersion, kind, name) != null);
                    act.accept(Objects.requireNonNull(find(apiVersion, kind, name)));
                },
                "someone");
        someone.setDaemon(true);
        someone.start();
    }

    @Override
    public void close() {
        cluster.delete(new ObjectId("v1", "Namespace", null, namespace()), null, Propagation.BACKGROUND);
        cluster.close();
    }

    private static ObjectId kind(String apiVersion, String kind) {
        return new ObjectId(apiVersion, kind, null, "");
    }

    private static String said(LiveObject live) {
        String labels = text(live.at("metadata", "labels"));
        String annotations = text(live.at("metadata", "annotations"));
        return switch (live.id().kind()) {
            // What controllers add to these has the names and numbers of one run in it.
            case "Job" -> "";
            case "PersistentVolumeClaim" -> labels + text(live.at("spec", "resources"));
            // A generated value is another one each time: the keys alone.
            case "Secret" -> labels + annotations + keys(live) + managers(live);
            default -> labels + annotations + text(live.at("data")) + text(live.at("spec")) + managers(live);
        };
    }

    private static Set<String> keys(LiveObject secret) {
        return secret.at("data") instanceof MapNode data
                ? new TreeSet<>(data.members().keySet())
                : Set.of();
    }

    private static Set<String> managers(LiveObject live) {
        Set<String> managers = new TreeSet<>();
        if (live.at("metadata", "managedFields") instanceof ListNode entries) {
            for (Node node : entries.items()) {
                if (node instanceof MapNode entry && entry.get("subresource") == null) {
                    managers.add(entry.text("manager") + " " + entry.text("operation"));
                }
            }
        }
        return managers;
    }

    private static String text(@Nullable Node node) {
        return node == null ? "" : JsonText.of(node);
    }
}
