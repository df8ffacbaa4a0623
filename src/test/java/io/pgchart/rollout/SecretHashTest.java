package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretHashTest {

    private static final PodTemplate TEMPLATE = Objects.requireNonNull(PodTemplate.of(FakeServer.yaml("""
            spec:
              template:
                spec:
                  imagePullSecrets: [{name: not-read}]
                  initContainers:
                    - {name: first, env: [{name: A, valueFrom: {secretKeyRef: {name: of-init, key: a}}}]}
                  containers:
                    - name: database
                      env:
                        - {name: A, value: plain}
                        - {name: B, valueFrom: {secretKeyRef: {name: of-env, key: b}}}
                        - {name: C, valueFrom: {configMapKeyRef: {name: not-a-secret, key: c}}}
                      envFrom: [{secretRef: {name: of-env-from}}, {configMapRef: {name: not-a-secret}}]
                  volumes:
                    - {name: a, secret: {secretName: of-volume}}
                    - {name: b, emptyDir: {}}
                    - {name: c, projected: {sources: [{secret: {name: of-projected}}, {configMap: {name: none}}]}}
            """)));

    private static String hash(String uid, @Nullable String data) {
        TreeMap<String, @Nullable LiveObject> secrets = new TreeMap<>();
        secrets.put("one", data == null ? null : secret(uid, data));
        secrets.put("two", secret("other", "{z: eg==}"));
        return SecretHash.of(secrets);
    }

    private static LiveObject secret(String uid, String data) {
        return new LiveObject(
                new ObjectId("v1", "Secret", "orders", "s"),
                FakeServer.yaml("{metadata: {uid: " + uid + "}, data: " + data + "}"));
    }

    @Test
    void everySecretThatAContainerReadsCounts() {
        assertThat(TEMPLATE.secrets()).containsExactly("of-env", "of-env-from", "of-init", "of-projected", "of-volume");
    }

    @Test
    void theContainerIsTheFirstOneUnlessAnotherIsNamed() {
        assertThat(TEMPLATE.container()).isEqualTo("database");
        assertThat(new PodTemplate(
                                FakeServer.yaml(
                                        "{metadata: {annotations:"
                                                + " {kubectl.kubernetes.io/default-container: named}}, spec: {containers: [{name: a}]}}"))
                        .container())
                .isEqualTo("named");
    }

    @Test
    void onlyTheDataAndTheUidCount() {
        String hash = hash("u", "{a: YQ==, b: Yg==}");
        assertThat(hash("u", "{b: Yg==, a: YQ==}")).isEqualTo(hash);
        assertThat(hash("u", "{a: YQ==, b: Yw==}")).isNotEqualTo(hash);
        assertThat(hash("u", "{a: YQ==}")).isNotEqualTo(hash);
        assertThat(hash("v", "{a: YQ==, b: Yg==}")).isNotEqualTo(hash);
        assertThat(hash("u", null)).isNotEqualTo(hash);
    }
}
