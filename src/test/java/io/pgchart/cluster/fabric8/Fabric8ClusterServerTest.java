package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FeedContract;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.Target;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.manifest.LiveObject;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.RealServer;
import io.pgchart.yaml.MapNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract, on a real API server, in a namespace of its own that it makes and removes; and what only a real one has. */
@NeedsRealServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fabric8ClusterServerTest extends FeedContract {

    private static final String READER = "pgchart-test-reader";

    private final String namespace = "pgchart-contract-" + Long.toString(System.nanoTime(), 36);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Cluster cluster =
            connect(null, (method, path, code, took) -> asked.add(method + " " + path + " " + code));
    private final Cluster reader = connect(READER, RequestTrace.NONE);

    private Cluster connect(@Nullable String as, RequestTrace trace) {
        Environment environment = Environment.ofProcess();
        Path kubeconfig = Path.of(System.getenv(RealServer.KUBECONFIG));
        ResolvedContext found = Kubeconfigs.resolve(new ConnectionRequest(kubeconfig, null, namespace), environment);
        Login login = found.login();
        Login.ActAs actAs = as == null ? null : new Login.ActAs(as, null, List.of("system:authenticated"), Map.of());
        Login acting = new Login(login.certificate(), login.key(), login.proof(), actAs);
        return Fabric8Cluster.connect(
                new ResolvedContext(found.target(), false, found.server(), acting, found.origin()), environment, trace);
    }

    @BeforeAll
    void makeTheNamespace() {
        cluster.create(yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}"), false);
        cluster.create(
                yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: reader}, rules: ["
                        + "{apiGroups: [''], resources: [configmaps], verbs: [get, list, watch]},"
                        + "{apiGroups: [''], resources: [secrets], resourceNames: [one], verbs: [get]}]}"),
                false);
        cluster.create(
                yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: reader}, "
                        + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}, "
                        + "subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: " + READER + "}]}"),
                false);
    }

    @AfterAll
    void removeTheNamespace() {
        cluster.delete(id("v1", "Namespace", namespace), null, Propagation.BACKGROUND);
        reader.close();
        cluster.close();
    }

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected Cluster reader() {
        return reader;
    }

    @Override
    protected void letASecondPass() {
        Instant before = cluster.serverTime();
        while (!cluster.serverTime().isAfter(before)) {
            cluster.get(id("v1", "Namespace", namespace));
        }
    }

    @Test
    void needsOneRequestForEach() {
        asked.clear();
        cluster.apply(configMap("counted", "{a: '1'}"), HELM);
        cluster.get(id("v1", "ConfigMap", "counted"));
        cluster.delete(id("v1", "ConfigMap", "counted"), null, Propagation.BACKGROUND);
        String path = "/api/v1/namespaces/" + namespace + "/configmaps/counted";
        assertThat(asked)
                .containsExactly(
                        "PATCH " + path + "?fieldManager=helm&fieldValidation=Strict 201",
                        "GET " + path + " 200",
                        "DELETE " + path + " 200");
    }

    @Test
    void knowsTheServersTimeAndItself() {
        cluster.get(id("v1", "Namespace", namespace));
        assertThat(Duration.between(cluster.serverTime(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        Target target = cluster.target();
        assertThat(target.namespace()).isEqualTo(namespace);
        assertThat(target.server()).startsWith("https://");
        assertThat(target.user()).isNotNull();
    }

    @Test
    void findsKindsThatAreNotBuiltIn() {
        String group = "g" + Long.toString(System.nanoTime(), 36) + ".example.com";
        LiveObject definition = cluster.create(
                yaml("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: wheels."
                        + group
                        + "}, spec: {group: " + group
                        + ", scope: Namespaced, names: {plural: wheels, kind: Wheel}, versions: ["
                        + "{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, "
                        + "x-kubernetes-preserve-unknown-fields: true}}}]}}"),
                false);
        try {
            MapNode wheel = yaml("{apiVersion: " + group + "/v1, kind: Wheel, metadata: {name: w}, spec: {size: 3}}");
            LiveObject made = applied(wheel);
            assertThat(made.id().namespace()).isEqualTo(namespace);
            asked.clear();
            assertThat(cluster.get(made.id())).isNotNull();
            assertThat(asked).hasSize(1);
            MapNode unknown = yaml("{apiVersion: " + group + "/v1, kind: Whale, metadata: {name: w}}");
            assertThat(refusal(() -> cluster.apply(unknown, HELM)).message()).contains("no kind Whale");
            assertThat(refusal(() -> cluster.list(new Selection("nobody.example/v1", "A", null, null)))
                            .code())
                    .isEqualTo(404);
        } finally {
            cluster.delete(definition.id(), definition.uid(), Propagation.BACKGROUND);
        }
    }

    /** Applies it as soon as the server knows the kind, which takes it a moment. */
    private LiveObject applied(MapNode object) {
        for (int attempt = 0; ; attempt++) {
            try {
                return cluster.apply(object, HELM);
            } catch (RefusedException e) {
                if (e.refusal().code() != 404 || attempt > 500) {
                    throw e;
                }
            }
        }
    }
}
