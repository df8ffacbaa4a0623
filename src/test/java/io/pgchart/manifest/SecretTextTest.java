package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import io.pgchart.yaml.YamlReader;
import org.junit.jupiter.api.Test;

class SecretTextTest {

    @Test
    void writesTextAsDataInItsPlace() {
        assertThat(written("""
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: a}
                        stringData: {username: postgres, password: "pässword\\n"}
                        type: Opaque
                        """)).isEqualTo("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: a
                        data:
                          username: cG9zdGdyZXM=
                          password: cMOkc3N3b3JkCg==
                        type: Opaque
                        """);
    }

    @Test
    void letsTextWinOverData() {
        assertThat(written("""
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: a}
                        data: {kept: aGVsbG8=, changed: aGVsbG8=}
                        stringData: {changed: text}
                        """)).isEqualTo("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: a
                        data:
                          kept: aGVsbG8=
                          changed: dGV4dA==
                        """);
    }

    @Test
    void leavesOtherKindsAlone() {
        assertThat(written("""
                        apiVersion: example.com/v1
                        kind: Secret
                        metadata: {name: a}
                        stringData: {b: c}
                        """)).contains("stringData:\n  b: c\n");
    }

    private static String written(String yaml) {
        Problems problems = new Problems();
        Manifest secret = Manifests.of(
                        YamlReader.documents(yaml, "secret.yaml", problems), "templates/secret.yaml", problems)
                .get(0);
        assertThat(problems.list()).isEmpty();
        return ManifestWriter.text(secret);
    }
}
