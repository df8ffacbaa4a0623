package io.pgchart.drill;

import static org.awaitility.Awaitility.await;

import io.pgchart.action.ChartRequest;
import io.pgchart.action.Deploy;
import io.pgchart.action.DeployOptions;
import io.pgchart.action.DeployRequest;
import io.pgchart.action.Forward;
import io.pgchart.action.ForwardRequest;
import io.pgchart.action.ForwardedDatabase;
import io.pgchart.action.LatestProcess;
import io.pgchart.action.NamedPath;
import io.pgchart.action.RenderRequest;
import io.pgchart.action.Restore;
import io.pgchart.action.RestoreRequest;
import io.pgchart.action.RestoreSource;
import io.pgchart.action.RolloutOptions;
import io.pgchart.action.Status;
import io.pgchart.action.Undeploy;
import io.pgchart.action.UndeployRequest;
import io.pgchart.action.ValuesRequest;
import io.pgchart.action.Verify;
import io.pgchart.action.VerifyRequest;
import io.pgchart.action.Workbench;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.DisturbedCluster;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.pgbackrest.RestoreTarget;
import io.pgchart.release.Intervals;
import io.pgchart.release.Machine;
import io.pgchart.release.Releases;
import io.pgchart.release.Ticker;
import io.pgchart.report.RecordingSink;
import io.pgchart.report.TextReporter;
import io.pgchart.values.Interpolation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The release {@code orders-db} of the built-in chart in a namespace that enforces restricted Pod Security, with backups
 * in the MinIO of the cluster, whose CA is mirrored. Closing it removes the namespace; what is in S3 stays.
 */
final class Database implements AutoCloseable {

    /** Names the kubeconfig of the cluster of the drills. */
    static final String KUBECONFIG = "PGCHART_DRILL_KUBECONFIG";

    static final String RELEASE = "orders-db";

    /** Much longer than anything takes: a machine may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final RolloutOptions ROLLOUT = new RolloutOptions(PATIENCE, true, false, false);

    final Kubectl kubectl;
    final Map<String, String> values = new LinkedHashMap<>();
    private final String namespace;
    private volatile RecordingSink console = new RecordingSink();
    private volatile Machine machine = Machine.local("drill");
    private long processes;

    /** A namespace of this name without a release. */
    Database(String namespace) {
        this.namespace = namespace;
        this.kubectl = new Kubectl(namespace);
        values.put("persistence.size", "1Gi");
        values.put("resources.requests.cpu", "50m");
        values.put("resources.requests.memory", "128Mi");
        values.put("pgbackrest.enabled", "true");
        values.put("pgbackrest.s3.enabled", "true");
        values.put("pgbackrest.s3.bucket", "pgbackrest");
        values.put("pgbackrest.s3.endpoint", "minio.minio.svc:9000");
        values.put("pgbackrest.s3.credentials.accessKeyId", "test-access-key");
        values.put("pgbackrest.s3.credentials.secretAccessKey", "test-secret-key");
        values.put("pgbackrest.tls.enabled", "true");
        // Backups are made when a drill wants one, not when its clock happens to show two.
        values.put("pgbackrest.backup.suspend", "true");
        values.put("pgbackrest.kubectl.image.registry", "cluster.test");
        values.put("pgbackrest.kubectl.image.repository", "kubectl");
        values.put("pgbackrest.kubectl.image.tag", "1");
        kubectl.run("create", "namespace", namespace);
        kubectl.run("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
    }

    String namespace() {
        return namespace;
    }

    /** Deploys; what the console said about it. */
    String deploy() {
        return with(this::deploy);
    }

    /** Begins to deploy and is killed right after that write, {@code DELETE StatefulSet/postgresql}. */
    void deployKilledAfter(String write) {
        with(machine, cluster -> new DisturbedCluster(cluster).killedAfter(write), this::deploy);
    }

    private void deploy(Workbench workbench) {
        DeployOptions options = new DeployOptions(ROLLOUT, false, false, false, false, 10, null);
        new Deploy(workbench, new ConcurrentHashMap<>()).run(new DeployRequest(request(), options));
    }

    /** Restores instance 0; what the console said about it. */
    String restore(RestoreTarget target) {
        return restore(target, new RestoreSource(null, null, null), false);
    }

    String restore(RestoreTarget target, RestoreSource source, boolean isInPlace) {
        return restore(target, source, 0, isInPlace, ROLLOUT.timeout());
    }

    /** Restores an instance, waiting no longer than that for somebody else who works on the release. */
    String restore(RestoreTarget target, RestoreSource source, int instance, boolean isInPlace, Duration timeout) {
        return with(workbench -> restore(workbench, target, source, instance, isInPlace, timeout));
    }

    /** Begins to restore an instance and is killed; whoever comes next takes this process for a dead one. */
    void restoreKilled(RestoreTarget target, int instance, UnaryOperator<DisturbedCluster> killing) {
        Machine doomed = new LatestProcess(++processes);
        machine = new LatestProcess(++processes);
        RestoreSource own = new RestoreSource(null, null, null);
        with(
                doomed,
                cluster -> killing.apply(new DisturbedCluster(cluster)),
                workbench -> restore(workbench, target, own, instance, false, ROLLOUT.timeout()));
    }

    private void restore(
            Workbench workbench,
            RestoreTarget target,
            RestoreSource source,
            int instance,
            boolean isInPlace,
            Duration timeout) {
        RolloutOptions rollout = new RolloutOptions(timeout, true, false, false);
        DeployOptions options = new DeployOptions(rollout, false, false, false, false, 10, null);
        new Restore(workbench).run(new RestoreRequest(request(), target, source, instance, isInPlace, options));
    }

    /** Verifies the newest backup of instance 0; what the console said about it. */
    String verify() {
        return with(workbench -> new Verify(workbench).run(new VerifyRequest(RELEASE, 0, ROLLOUT.timeout())));
    }

    /** What the goal status says. */
    String status() {
        return with(workbench -> new Status(workbench).run(RELEASE));
    }

    /** Undeploys; what the console said about it. */
    String undeploy() {
        return with(workbench ->
                new Undeploy(workbench).run(new UndeployRequest(RELEASE, ROLLOUT, false, false, false, null)));
    }

    /** Opens a tunnel, whose caller closes it. */
    ForwardedDatabase forward(Path passwordFile) {
        List<ForwardedDatabase> opened = new ArrayList<>();
        NamedPath file = new NamedPath(passwordFile, passwordFile.toString());
        with(workbench -> opened.add(
                new Forward(workbench, new ConcurrentHashMap<>()).run(new ForwardRequest(RELEASE, 0, null, file))));
        return opened.get(0);
    }

    /** What the console said in the action that was last. */
    String console() {
        return console.text();
    }

    /** A connection of its own to the namespace. */
    Cluster connect() {
        Environment environment = Environment.ofProcess();
        ConnectionRequest to = new ConnectionRequest(Path.of(System.getenv(KUBECONFIG)), null, namespace);
        return Fabric8Cluster.connect(Kubeconfigs.resolve(to, environment), environment, RequestTrace.NONE);
    }

    private String with(Consumer<Workbench> action) {
        return with(machine, UnaryOperator.identity(), action);
    }

    private String with(Machine process, UnaryOperator<Cluster> disturbance, Consumer<Workbench> action) {
        RecordingSink sink = new RecordingSink();
        console = sink;
        Cluster cluster = disturbance.apply(connect());
        InstantSource clock = InstantSource.system();
        Releases releases = new Releases(cluster, process, clock, Ticker.thread(), Intervals.standard());
        try (Workbench workbench =
                new Workbench(cluster, releases, new TextReporter(sink), clock, new SecureRandom())) {
            action.accept(workbench);
        }
        return sink.text();
    }

    private RenderRequest request() {
        Map<String, String> properties = new LinkedHashMap<>();
        values.forEach((path, value) -> properties.put("pgchart.values." + path, value));
        ValuesRequest request =
                new ValuesRequest(List.of(), null, Map.of(), properties, null, "-Dpgchart.set", new NoProperties());
        Path output = Path.of("target", "drills", namespace);
        return new RenderRequest(
                RELEASE,
                namespace,
                new ChartRequest(null, null),
                request,
                new NamedPath(output, output.toString()),
                null);
    }

    /** One line a row, one {@code |} between columns, as the superuser of instance 0. */
    String sql(String sql) {
        return sql(0, sql);
    }

    String sql(int instance, String sql) {
        return psql(instance, sql).orThrow();
    }

    /** The same of SQL that may fail. */
    Kubectl.Ended psql(int instance, String sql) {
        return kubectl.ended(
                sql, "exec", "-i", pod(instance), "-c", "postgresql", "--", "psql", "-AtXq", "-v", "ON_ERROR_STOP=1");
    }

    /**
     * What a client says that comes by the name of a Service and logs in with this password. The way there takes the
     * cluster a moment after the pod became ready.
     */
    Kubectl.Ended client(String service, String password, String sql) {
        String host = service + "." + namespace + ".svc.cluster.local";
        until("an answer of " + host, () -> inside("", "pg_isready", "-h", host).code() == 0);
        String login = "PGPASSWORD=\"$(cat)\" exec psql -w -h \"$1\" -U postgres -d myapp -AtXc \"$2\"";
        return inside(password, "sh", "-c", login, "sh", host, sql);
    }

    /** A command in the container of instance 0, which is given this on its standard input. */
    private Kubectl.Ended inside(String input, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-i", pod(0), "-c", "postgresql", "--"));
        arguments.addAll(List.of(command));
        return kubectl.ended(input, arguments.toArray(String[]::new));
    }

    /** What a shell in the database's container says. */
    String shell(String script) {
        return kubectl.run("exec", pod(0), "-c", "postgresql", "--", "sh", "-c", script);
    }

    /** What {@code pgbackrest info} says of an instance. */
    Info info(int instance) {
        return Info.read(
                kubectl.run("exec", pod(instance), "-c", "postgresql", "--", "pgbackrest", "info", "--output=json"));
    }

    Info info() {
        return info(0);
    }

    String password() {
        return kubectl.run("get", "secret", "postgresql", "-o", "go-template={{.data.password | base64decode}}");
    }

    /** Runs a CronJob now, and waits for the end of its Job; its name. */
    String trigger(String cronJob) {
        String job = cronJob + "-" + Long.toString(System.nanoTime(), 36);
        kubectl.run("create", "job", job, "--from=cronjob/" + cronJob);
        return job;
    }

    /** Waits until a Job is complete. */
    void complete(String job) {
        kubectl.run("wait", "--for=condition=Complete", "job/" + job, "--timeout=" + PATIENCE.toSeconds() + "s");
    }

    /** Waits until instance 0 is ready. */
    void ready() {
        // A pod that is about to be replaced is Ready, too.
        until("a pod", () -> kubectl.ended("", "get", "pod", pod(0)).code() == 0);
        kubectl.run("wait", "--for=condition=Ready", "pod/" + pod(0), "--timeout=" + PATIENCE.toSeconds() + "s");
    }

    /** Waits until something is so. */
    static void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(condition);
    }

    static String pod(int instance) {
        return "postgresql-" + instance;
    }

    @Override
    public void close() {
        kubectl.run("delete", "namespace", namespace, "--wait=false", "--ignore-not-found");
    }

    private static final class NoProperties implements Interpolation.Lookup {

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
