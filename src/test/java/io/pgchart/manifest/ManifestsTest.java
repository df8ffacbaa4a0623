package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private final Problems problems = new Problems();

    @Test
    void takesEverySampleThatTheServerTakes() {
        assertThat(SampleManifests.all()).hasSizeGreaterThan(25);
    }

    @Test
    void leavesOutFieldsThatAreNull() {
        Manifest pod = read("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a, labels: null}
                        spec:
                          nodeSelector: null
                          containers:
                            - {name: a, image: b, env: null, resources: {limits: null}}
                        """).get(0);

        assertThat(ManifestWriter.text(pod)).isEqualTo("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: a
                        spec:
                          containers:
                          - name: a
                            image: b
                            resources: {}
                        """);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNullInAnyMap() {
        List<Manifest> manifests = read("""
                apiVersion: example.org/v1
                kind: Backup
                metadata: {name: a, labels: null}
                spec: {until: null, list: [null, {b: null}]}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: a, labels: {a: null}, annotations: {a: null, b: c}}
                stringData: {username: postgres, password: null}
                """);

        assertThat(ManifestWriter.text(manifests, "chart")).isEqualTo("""
                        ---
                        # Source: chart/templates/a.yaml
                        apiVersion: example.org/v1
                        kind: Backup
                        metadata:
                          name: a
                        spec:
                          list:
                          - null
                          - {}
                        ---
                        # Source: chart/templates/a.yaml
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: a
                          labels: {}
                          annotations:
                            b: c
                        data:
                          username: cG9zdGdyZXM=
                        """);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void beginsWithWhatEverybodyWritesFirst() {
        Manifest map = read("data: {b: x, a: y}\nmetadata: {name: a}\nkind: ConfigMap\napiVersion: v1\n")
                .get(0);

        assertThat(ManifestWriter.text(map))
                .isEqualTo("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  b: x\n  a: \"y\"\n");
    }

    @Test
    void takesAListForItsItems() {
        List<Manifest> items = read("""
                apiVersion: v1
                kind: List
                items:
                  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                  - {apiVersion: v1, kind: Secret, metadata: {name: a}}
                """);

        assertThat(items).extracting(item -> item.id().toString()).containsExactly("ConfigMap/a", "Secret/a");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void refusesWhatIsThereTwice() {
        List<Manifest> manifests = read("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: a}
                spec: {maxReplicas: 1, scaleTargetRef: {kind: Deployment, name: a}}
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: a}
                spec: {maxReplicas: 1, scaleTargetRef: {kind: Deployment, name: a}}
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: a, namespace: other}
                spec: {maxReplicas: 1, scaleTargetRef: {kind: Deployment, name: a}}
                """);
        assertThat(problems.list()).isEmpty();

        Manifests.refuseTwins(manifests, problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("HorizontalPodAutoscaler/a: is in the release twice, first at templates/a.yaml:1"
                        + " (templates/a.yaml:6). Keep one of the two, or give one another name.");
    }

    @Test
    void writesTheNamespaceIntoWhatLivesInOneAndNamesNone() {
        List<Manifest> manifests = read("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {b: c}}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}}
                ---
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, rules: []}
                ---
                {apiVersion: example.org/v1, kind: Backup, metadata: {name: a}}
                """);

        List<Manifest> placed = Manifests.in("orders", manifests);

        assertThat(placed)
                .extracting(manifest -> manifest.id().toString())
                .containsExactly("ConfigMap/orders/a", "ConfigMap/other/a", "ClusterRole/a", "Backup/a");
        assertThat(ManifestWriter.text(placed.get(0))).isEqualTo("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: a
                          namespace: orders
                          labels:
                            b: c
                        """);
        assertThat(Manifests.in(null, manifests)).isEqualTo(manifests);
    }

    @Test
    void comparesMeaningAndNotPlacesOrOrder() {
        Manifest one = read("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: Opaque\nimmutable: true\n")
                .get(0);
        Manifest other = read("\n\nkind: Secret\nimmutable: true\ntype: Opaque\nmetadata:\n  name: a\napiVersion: v1\n")
                .get(0);
        Manifest third = read("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: Opaque\n")
                .get(0);

        assertThat(one.isSameAs(other)).isTrue();
        assertThat(one.isSameAs(third)).isFalse();
        assertThat(third.isSameAs(one)).isFalse();
    }

    @Test
    void knowsWhatStaysInTheCluster() {
        String text = "apiVersion: v1\nkind: Secret\nmetadata: {name: a, annotations: {helm.sh/resource-policy: %s}}\n";

        assertThat(read(text.formatted("keep")).get(0).isKept()).isTrue();
        assertThat(read(text.formatted("other")).get(0).isKept()).isFalse();
        assertThat(read("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n")
                        .get(0)
                        .isKept())
                .isFalse();
    }

    private List<Manifest> read(String yaml) {
        List<Node> documents = YamlReader.documents(yaml, "templates/a.yaml", problems);
        return Manifests.of(documents, "templates/a.yaml", problems);
    }
}
