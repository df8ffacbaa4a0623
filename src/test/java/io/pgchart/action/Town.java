package io.pgchart.action;

import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.report.RecordingSink;
import io.pgchart.values.Interpolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A fake server whose workloads become ready and whose Jobs complete, a console, and a release {@code orders-db} of the
 * built-in chart to deploy onto it.
 */
final class Town {

    static final RolloutOptions ROLLOUT = new RolloutOptions(Duration.ofMinutes(5), true, false, false);

    final FakeServer server = new FakeServer();
    final RecordingSink console = new RecordingSink();
    final Map<String, String> values = new LinkedHashMap<>();
    private final Path output;
    private long process;

    Town(Path output) {
        this.output = output;
        server.afterWrite(this::control);
    }

    /** Lets the release have backups. */
    void backUp() {
        values.put("pgbackrest.enabled", "true");
        values.put("pgbackrest.s3.enabled", "true");
        values.put("pgbackrest.s3.bucket", "orders-backups");
        values.put("pgbackrest.s3.endpoint", "s3.example.com");
        values.put("pgbackrest.s3.existingSecret", "orders-s3");
    }

    /** A workbench of a process of its own; those of earlier ones are dead. */
    Workbench workbench(FakeCluster cluster) {
        return new LatestProcess(++process).workbench(cluster, server.clock(), console);
    }

    void deploy(DeployOptions options) {
        deploy(server.connect(), options);
    }

    void deploy(FakeCluster cluster, DeployOptions options) {
        new Deploy(workbench(cluster), new ConcurrentHashMap<>()).run(new DeployRequest(request(), options));
    }

    static DeployOptions options() {
        return new DeployOptions(ROLLOUT, false, false, false, false, 10, null);
    }

    RenderRequest request() {
        ValuesRequest request =
                new ValuesRequest(List.of(), null, Map.of(), properties(), null, "-Dpgchart.set", new NoProperties());
        ChartRequest chart = new ChartRequest(null, null);
        return new RenderRequest("orders-db", "orders", chart, request, new NamedPath(output, "target/pgchart"), null);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        values.forEach((path, value) -> properties.put("pgchart.values." + path, value));
        return properties;
    }

    @Nullable
    LiveObject find(String apiVersion, String kind, String name) {
        return server.find(new ObjectId(apiVersion, kind, "orders", name));
    }

    /** What the cluster holds of the release, without what is different each time. */
    List<String> objects() {
        return server.objects().stream()
                .map(LiveObject::id)
                .map(ObjectId::shortName)
                .filter(name -> !name.startsWith("Namespace/"))
                .toList();
    }

    /** What was written since so many writes. */
    List<String> writesSince(int before) {
        return server.writes().stream().skip(before).map(FakeRequest::toString).toList();
    }

    private void control(FakeRequest request) {
        if (request.writes("StatefulSet") && !request.verb().equals("DELETE")) {
            LiveObject live = Objects.requireNonNull(server.find(request.object()));
            long generation = live.number(1, "metadata", "generation");
            server.status(
                    request.object(),
                    ("{observedGeneration: %d, replicas: %d, readyReplicas: %2$d, updatedReplicas: %2$d,"
                                    + " availableReplicas: %2$d, currentRevision: a, updateRevision: a}")
                            .formatted(generation, live.number(1, "spec", "replicas")));
        } else if (request.writes("Job") && request.verb().equals("POST")) {
            server.status(request.object(), "{succeeded: 1, conditions: [{type: Complete, status: 'True'}]}");
        }
    }

    static final class NoProperties implements Interpolation.Lookup {

        @Override
        public Interpolation.@Nullable Property find(String name) {
            return null;
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    }
}
