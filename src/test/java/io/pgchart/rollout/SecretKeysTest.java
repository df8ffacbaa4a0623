package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeRequest;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretKeysTest {

    private static final String GENERATED = """
            apiVersion: v1
            kind: Secret
            metadata: {name: postgresql, annotations: {pgchart.io/generated-key: password}}
            stringData: {username: postgres}
            """;
    private static final String MIRRORED = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: ca
              annotations: {pgchart.io/mirrored-key: ca.crt, pgchart.io/mirrored-from: minio/minio-tls/tls.crt}
            """;
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private final Stage stage = new Stage();
    private final SecretKeys keys = new SecretKeys(stage.rollout(), new SecureRandom());

    @Test
    void generatesAPasswordOnceAndNeverShowsIt() {
        deploy(GENERATED);
        String first = password();
        deploy(GENERATED);

        assertThat(first).matches("[A-Za-z0-9]{32}");
        assertThat(password()).isEqualTo(first);
        assertThat(stage.console.text())
                .isEqualTo("Note      Secret/postgresql: password generated; kubectl get secret shows it\n");
        assertThat(stage.mask.masked("it is " + first)).isEqualTo("it is *****");
    }

    @Test
    void twoPasswordsDiffer() {
        deploy(GENERATED);
        Stage other = new Stage();
        new SecretKeys(other.rollout(), new SecureRandom())
                .fill(new WaveApplier(other.rollout(), false).apply(Stage.wave(Stage.create(GENERATED))));

        assertThat(other.live("v1", "Secret", "postgresql").text("data", "password"))
                .isNotEqualTo(stage.live("v1", "Secret", "postgresql").text("data", "password"));
    }

    @Test
    void aPasswordThatWasGivenBeforeStaysWhenItIsGivenNoLonger() {
        String given = """
                apiVersion: v1
                kind: Secret
                metadata: {name: postgresql}
                stringData: {username: postgres, password: given-once}
                """;
        deploy(given);
        LiveObject live = stage.live("v1", "Secret", "postgresql");

        keys.keep(Stage.wave(Stage.change(GENERATED, live)));
        keys.fill(new WaveApplier(stage.rollout(), false).apply(Stage.wave(Stage.change(GENERATED, live))));

        assertThat(password()).isEqualTo("given-once");
        int writes = stage.server.writes().size();
        keys.keep(Stage.wave(Stage.change(GENERATED, stage.live("v1", "Secret", "postgresql"))));
        assertThat(stage.server.writes()).hasSize(writes);
    }

    @Test
    void aGivenPasswordConflictsWithTheGeneratedOne() {
        deploy(GENERATED);
        String given = """
                apiVersion: v1
                kind: Secret
                metadata: {name: postgresql}
                stringData: {username: postgres, password: another-one}
                """;

        assertThatThrownBy(() -> deploy(given))
                .hasMessageContaining("Secret/postgresql data.password: is owned by field manager pgchart-credentials")
                .hasMessageContaining("ALTER ROLE")
                .hasMessageNotContaining("another-one")
                .hasMessageNotContaining(password());
    }

    @Test
    void copiesACertificateAndFollowsItsRotation() {
        source(PEM);
        deploy(MIRRORED);
        assertThat(decoded("ca", "ca.crt")).isEqualTo(PEM);

        source(PEM.replace("MIIB", "MIIC"));
        deploy(MIRRORED);

        assertThat(decoded("ca", "ca.crt")).contains("MIIC");
    }

    @Test
    void copiesWhatWasProvenWithoutReadingItAgainAndOnlyOnce() {
        source(PEM);
        assertThat(keys.problems(List.of(Stage.manifest(MIRRORED)))).isEmpty();
        int before = stage.server.requests().size();

        keys.in(stage.rollout())
                .fill(new WaveApplier(stage.rollout(), false).apply(Stage.wave(Stage.create(MIRRORED))));

        assertThat(decoded("ca", "ca.crt")).isEqualTo(PEM);
        assertThat(stage.server.requests().stream().skip(before).map(FakeRequest::toString))
                .containsExactly("PATCH Secret/ca", "PATCH Secret/ca");
        source(PEM.replace("MIIB", "MIIC"));
        keys.fill(List.of(stage.live("v1", "Secret", "ca")));
        assertThat(decoded("ca", "ca.crt")).contains("MIIC");
    }

    @Test
    void writesNothingWhenTheCopyIsTheSame() {
        source(PEM);
        deploy(MIRRORED);
        LiveObject live = stage.live("v1", "Secret", "ca");
        int before = stage.server.writes().size();

        keys.fill(List.of(live));

        assertThat(stage.server.writes()).hasSize(before);
    }

    @Test
    void refusesWhatIsNoCertificateAlone() {
        assertThat(problem())
                .isEqualTo("Secret/minio/minio-tls: is not there, and Secret/ca is to be copied from it. Set"
                        + " pgbackrest.tls.ca.mirror to the Secret that has the CA, or give pgbackrest.tls.ca.pem.");
        source(PEM + "-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(problem()).contains("holds a private key under tls.crt, expected certificates alone");
        source("nothing");
        assertThat(problem()).contains("holds no PEM certificate under tls.crt");
        source(PEM);
        assertThat(keys.problems(List.of(Stage.manifest(MIRRORED)))).isEmpty();
        assertThat(stage.server.writes()).isEmpty();
    }

    @Test
    void keepsTheCopyWhenItsSourceIsGone() {
        source(PEM);
        deploy(MIRRORED);
        stage.server.remove(new ObjectId("v1", "Secret", "minio", "minio-tls"));

        deploy(MIRRORED);

        assertThat(decoded("ca", "ca.crt")).isEqualTo(PEM);
        assertThat(stage.console.text()).contains("Secret/ca: ca.crt stays as it is: Secret/minio/minio-tls: is not");
    }

    @Test
    void asksTheGuardBeforeItWrites() {
        List<LiveObject> applied = new WaveApplier(stage.rollout(), false).apply(Stage.wave(Stage.create(GENERATED)));
        stage.guard = () -> {
            throw new IllegalStateException("lost");
        };

        assertThatThrownBy(() -> keys.fill(applied)).hasMessage("lost");
        assertThat(stage.server.writes()).extracting(FakeRequest::verb).containsExactly("PATCH");
    }

    private void deploy(String yaml) {
        keys.fill(new WaveApplier(stage.rollout(), false).apply(Stage.wave(Stage.create(yaml))));
    }

    private String problem() {
        return keys.problems(List.of(Stage.manifest(MIRRORED))).get(0).message();
    }

    private void source(String pem) {
        stage.server.put(
                "{apiVersion: v1, kind: Secret, metadata: {name: minio-tls, namespace: minio}, data: {tls.crt: '"
                        + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)) + "'}}");
    }

    private String password() {
        return decoded("postgresql", "password");
    }

    private String decoded(String name, String key) {
        String value = stage.live("v1", "Secret", name).text("data", key);
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}
