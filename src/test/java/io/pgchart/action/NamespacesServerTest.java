package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.manifest.ObjectId;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.Tools;
import io.pgchart.report.RecordingSink;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users of few rights get of {@code createNamespace}. */
@NeedsRealServer
final class NamespacesServerTest {

    private final String name = "pgchart-namespaces-" + Long.toString(System.nanoTime(), 36);
    private final Tools tools = new Tools(name);
    private final Cluster admin = tools.connect();
    private final RecordingSink console = new RecordingSink();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void leave() {
        admin.delete(id("Namespace"), null, Propagation.BACKGROUND);
        admin.delete(rbac("ClusterRoleBinding"), null, Propagation.BACKGROUND);
        admin.delete(rbac("ClusterRole"), null, Propagation.BACKGROUND);
        admin.close();
    }

    private ObjectId id(String kind) {
        return new ObjectId("v1", kind, null, name);
    }

    private ObjectId rbac(String kind) {
        return new ObjectId("rbac.authorization.k8s.io/v1", kind, null, name);
    }

    private void namespace() {
        admin.create(FakeServer.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}"), false);
    }

    /** Someone who may do that with namespaces, and nothing else. */
    private Cluster userOf(String... verbs) {
        String type = "apiVersion: rbac.authorization.k8s.io/v1, metadata: {name: " + name + "}";
        admin.create(
                FakeServer.yaml("{" + type + ", kind: ClusterRole, rules: [{apiGroups: [''], resources: [namespaces],"
                        + " verbs: [" + String.join(", ", verbs) + "]}]}"),
                false);
        admin.create(
                FakeServer.yaml("{" + type
                        + ", kind: ClusterRoleBinding, roleRef: {apiGroup: rbac.authorization.k8s.io,"
                        + " kind: ClusterRole, name: " + name + "}, subjects: [{apiGroup: rbac.authorization.k8s.io,"
                        + " kind: User, name: user-of-few}]}"),
                false);
        RequestTrace trace = (method, path, code, took) -> asked.add(method + " " + path.replaceAll("\\?.*", ""));
        Cluster user = tools.connect("user-of-few", trace);
        Access allowed = new Access(verbs[0], "v1", "Namespace", null, null);
        Site.until(() -> user.denied(List.of(allowed)).isEmpty());
        asked.clear();
        return user;
    }

    private boolean ensure(Cluster cluster, boolean dryRun) {
        return new Namespaces(new LatestProcess(1).workbench(cluster, InstantSource.system(), console)).ensure(dryRun);
    }

    @Test
    void whoMayCreateNamespacesNeedNotSeeThem() {
        try (Cluster user = userOf("create")) {
            assertThat(ensure(user, true)).isFalse();
            assertThat(admin.get(id("Namespace"))).isNull();
            assertThat(ensure(user, false)).isTrue();
            assertThat(admin.get(id("Namespace"))).isNotNull();
            assertThat(ensure(user, true)).isTrue();
            assertThat(ensure(user, false)).isTrue();
        }
        assertThat(asked).isNotEmpty().containsOnly("POST /api/v1/namespaces");
        assertThat(console.text()).containsOnlyOnce("Created   Namespace/" + name);
    }

    @Test
    void whoMaySeeItNeedNotCreateOneThatIsThere() {
        namespace();
        try (Cluster user = userOf("get")) {
            assertThat(ensure(user, false)).isTrue();
        }
        assertThat(console.text()).isEmpty();
    }

    @Test
    void whoMayDoNeitherIsToldWhatTheyMayNot() {
        try (Cluster user = userOf("list")) {
            assertThat(Told.by(() -> ensure(user, false)))
                    .isEqualTo("Namespace/" + name + ": user user-of-few may not create namespaces in the cluster"
                            + " (createNamespace). Have a ClusterRole bound to the user that allows create on namespaces, or"
                            + " use a context whose user may do it. Or have it created (kubectl create namespace "
                            + name
                            + ") and leave createNamespace out.");
        }
    }

    @Test
    void oneThatIsBeingDeletedIsToldAsThat() {
        namespace();
        admin.create(
                FakeServer.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: holds, finalizers: [a.b/c]}}"),
                false);
        admin.delete(id("Namespace"), null, Propagation.BACKGROUND);
        try (Cluster user = userOf("create")) {
            for (boolean dryRun : new boolean[] {true, false}) {
                assertThat(Told.by(() -> ensure(user, dryRun)))
                        .isEqualTo("Namespace/" + name + ": is being deleted and takes nothing new (createNamespace)."
                                + " Wait until it is gone (kubectl wait --for=delete namespace/" + name
                                + "), then run the goal again, or name another one.");
            }
        } finally {
            tools.kubectl(
                            "",
                            "patch",
                            "configmap",
                            "holds",
                            "--type=merge",
                            "-p",
                            "{\"metadata\":{\"finalizers\":null}}")
                    .orThrow();
        }
    }
}
