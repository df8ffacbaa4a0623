package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.golden.Golden;
import io.pgchart.manifest.ObjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each operation asks of the server, for the chart with pgBackRest and TLS: a request more shows in the golden file.
 *
 * <p>{@code docs/performance.md} says what each is for, and what a real API server counted.
 */
class RequestBudgetTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "requests");
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private static final List<String> CONTAINERS = List.of("wait", "backup", "verify");

    /** On a node that can't be reached each log is asked for once more. */
    private static final int AGAIN = CONTAINERS.size();

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void settle() {
        town = new Town(output);
        town.values.put("postgresql.password", "given");
        town.values.put("pgbackrest.enabled", "true");
        town.values.put("pgbackrest.s3.enabled", "true");
        town.values.put("pgbackrest.s3.bucket", "backups");
        town.values.put("pgbackrest.s3.region", "eu-central-1");
        town.values.put("pgbackrest.s3.endpoint", "minio.minio.svc:9000");
        town.values.put("pgbackrest.s3.credentials.accessKeyId", "key");
        town.values.put("pgbackrest.s3.credentials.secretAccessKey", "secret");
        town.values.put("pgbackrest.tls.enabled", "true");
        String authority = Base64.getEncoder().encodeToString(PEM.getBytes(StandardCharsets.UTF_8));
        town.server.put("{apiVersion: v1, kind: Secret, metadata: {name: minio-tls, namespace: minio}, data: {tls.crt: "
                + authority + "}}");
        town.server.afterWrite(this::runJob);
    }

    /** A pod that has run to its end, with a log of each container. */
    private void runJob(FakeRequest request) {
        if (!request.writes("Job") || !request.verb().equals("POST")) {
            return;
        }
        String uid = Objects.requireNonNull(town.server.find(request.object())).uid();
        String done = "{name: %s, state: {terminated: {exitCode: 0, reason: Completed}}}";
        List<String> states = CONTAINERS.stream().map(done::formatted).toList();
        town.server.put("{apiVersion: v1, kind: Pod, metadata: {name: run, labels: {controller-uid: '" + uid
                + "'}, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: postgresql-pgbackrest-init, uid: '"
                + uid + "'}]}, spec: {containers: [{name: verify}]}}");
        ObjectId pod = new ObjectId("v1", "Pod", "orders", "run");
        town.server.status(pod, "{phase: Succeeded, containerStatuses: [" + String.join(", ", states) + "]}");
        CONTAINERS.forEach(container -> town.server.endLog(new ContainerRef("run", container, false), ""));
    }

    @Test
    void anInstall() {
        // One more than was aimed at: whether an earlier release has left a volume.
        assertThat(requests("install", () -> town.deploy(Town.options())) + AGAIN)
                .isLessThanOrEqualTo(49);
    }

    @Test
    void anUpgradeThatChangesOneValueOfAConfigMap() {
        town.deploy(Town.options());
        town.values.put("postgresql.config.work_mem", "16MB");

        assertThat(requests("upgrade", () -> town.deploy(Town.options())) + AGAIN)
                .isLessThanOrEqualTo(40);
    }

    @Test
    void anUpgradeThatChangesNothing() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        assertThat(requests("nothing-changed", () -> town.deploy(Town.options())))
                .isLessThanOrEqualTo(22);
        assertThat(town.writesSince(writes)).isEmpty();
    }

    @Test
    void aRollback() {
        town.deploy(Town.options());
        town.values.put("postgresql.config.work_mem", "16MB");
        town.deploy(Town.options());

        assertThat(requests("rollback", this::rollback)).isLessThanOrEqualTo(40);
    }

    /** One request for each revision is in it. */
    @Test
    void anUninstallOfThreeRevisions() {
        town.deploy(Town.options());
        town.values.put("postgresql.config.work_mem", "16MB");
        town.deploy(Town.options());
        rollback();

        requests(
                "uninstall",
                () -> new Undeploy(town.workbench(town.server.connect()))
                        .run(new UndeployRequest("orders-db", Town.ROLLOUT, false, false, false, null)));
    }

    private void rollback() {
        new Rollback(town.workbench(town.server.connect()))
                .run(new RollbackRequest("orders-db", null, Town.ROLLOUT, false, 10, null));
    }

    /** Compares the requests of an operation with its golden file, by verb and kind, and counts them. */
    private int requests(String operation, Runnable run) {
        // What was applied within this very second would be fetched, because its dry run can't tell it from a change.
        town.server.clock().advance(Duration.ofSeconds(5));
        int before = town.server.requests().size();
        run.run();
        List<FakeRequest> asked = town.server.requests().stream().skip(before).toList();
        Map<String, Integer> counts = new TreeMap<>();
        asked.forEach(request -> counts.merge(kind(request), 1, Integer::sum));
        StringBuilder text = new StringBuilder(asked.size() + " requests\n");
        counts.forEach((kind, count) -> text.append(String.format("%4d %s%n", count, kind)));
        Golden.check(GOLDEN.resolve(operation + ".txt"), text.toString());
        return asked.size();
    }

    /** Records are told apart from other Secrets. */
    private static String kind(FakeRequest request) {
        String subject = request.subject();
        if (request.verb().equals("LOG")) {
            return "LOG";
        }
        boolean isRecord = subject.contains("sh.helm.release.v1.");
        String kind =
                isRecord ? "record" : subject.contains("/") ? request.object().kind() : subject;
        return request.verb() + " " + kind + (request.isDryRun() ? " (dry run)" : "");
    }
}
