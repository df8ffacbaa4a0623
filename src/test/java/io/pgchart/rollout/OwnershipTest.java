package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import org.junit.jupiter.api.Test;

final class OwnershipTest {

    private static final String BARE = "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}";

    @Test
    void marksTheObjectAndLeavesTheRestAsItIs() {
        Manifest manifest = Stage.manifest("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: x
                  labels: {a: b, app.kubernetes.io/managed-by: kustomize}
                  annotations: {c: d}
                data: {e: f}
                """);

        Manifest marked = new Manifest(manifest.id(), Stage.OWNER.marked(manifest.tree()), "");

        assertThat(marked.isSameAs(Stage.manifest("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: x
                          namespace: orders
                          labels: {a: b, app.kubernetes.io/managed-by: Helm}
                          annotations:
                            c: d
                            meta.helm.sh/release-name: orders-db
                            meta.helm.sh/release-namespace: orders
                        data: {e: f}
                        """))).isTrue();
    }

    @Test
    void knowsItsOwn() {
        Manifest bare = Stage.manifest(BARE);
        LiveObject live = new LiveObject(bare.id(), Stage.OWNER.marked(bare.tree()));

        assertThat(Stage.OWNER.owns(live)).isTrue();
        assertThat(Stage.OWNER.stranger(live)).isNull();
        assertThat(new Ownership("orders-db", "other").owns(live)).isFalse();
    }

    @Test
    void saysWhoseAnObjectIs() {
        assertThat(stranger("metadata: {name: x}")).isEqualTo("belongs to no release");
        assertThat(stranger("metadata: {name: x, labels: {app.kubernetes.io/managed-by: argocd}}"))
                .isEqualTo("is managed by argocd");
        assertThat(stranger("""
                        metadata:
                          labels: {app.kubernetes.io/managed-by: Helm}
                          annotations: {meta.helm.sh/release-name: billing, meta.helm.sh/release-namespace: finance}
                        """)).isEqualTo("belongs to release billing of namespace finance");
        assertThat(stranger("""
                        metadata:
                          annotations: {meta.helm.sh/release-name: orders-db, meta.helm.sh/release-namespace: orders}
                        """)).isEqualTo("belongs to no release");
    }

    private static String stranger(String yaml) {
        LiveObject live = new LiveObject(Stage.manifest(BARE).id(), FakeServer.yaml(yaml));
        String stranger = Stage.OWNER.stranger(live);
        return stranger == null ? "" : stranger;
    }
}
