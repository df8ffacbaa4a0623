package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.realserver.NeedsNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recognisable secrets are planted wherever one can stand, and all that was said and written is searched for them: in
 * success, and where a server, a policy or an event quotes them back.
 */
@NeedsNode
final class SecretsServerTest {

    private static final String FIRST = "sh.helm.release.v1.orders-db.v1";

    @TempDir
    private Path output;

    @TempDir
    private Path overlay;

    private final Planted planted = new Planted();
    private Site site;
    private Cluster cluster;

    @BeforeEach
    void settle() throws IOException {
        site = new Site(output);
        cluster = site.tools.connect(null, planted.trace);
        site.chart = null;
        site.overlay = overlay;
        site.values.put("pgbackrest.enabled", "true");
        site.values.put("pgbackrest.s3.enabled", "true");
        site.values.put("pgbackrest.s3.bucket", "backups");
        site.values.put("pgbackrest.s3.endpoint", "minio.minio.svc:9000");
        site.values.put("pgbackrest.cipher.enabled", "true");
        site.values.put("pgbackrest.tls.enabled", "true");
        site.values.put("pgbackrest.tls.ca.mirror.namespace", site.namespace());
        plant("one");
        site.cluster.create(
                FakeServer.yaml("{apiVersion: v1, kind: Secret, metadata: {name: minio-tls}, data: {tls.crt: "
                        + base64("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n") + ", tls.key: "
                        + base64("-----BEGIN PRIVATE KEY-----\n" + planted.at("key-of-the-ca") + "\n") + "}}"),
                false);
    }

    @AfterEach
    void leave() {
        cluster.close();
        site.close();
    }

    /** Plants another generation of secrets in the values and in a Secret of the user's own template. */
    private void plant(String generation) throws IOException {
        site.values.put("postgresql.password", planted.at("password-" + generation));
        site.values.put("pgbackrest.s3.credentials.accessKeyId", planted.at("access-key-" + generation));
        site.values.put("pgbackrest.s3.credentials.secretAccessKey", planted.at("secret-key-" + generation));
        site.values.put("pgbackrest.cipher.passphrase", planted.at("passphrase-" + generation));
        site.values.put("custom.token", planted.at("custom-token-" + generation));
        Path templates = Files.createDirectories(overlay.resolve("templates"));
        Files.writeString(
                templates.resolve("own.yaml"),
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: own\ndata:\n  written: "
                        + base64(planted.at("own-data-" + generation)) + "\nstringData:\n  told: "
                        + planted.at("own-string-data-" + generation) + "\n  given: {{Values.custom.token}}\n");
    }

    @Test
    void inAWholeLife() throws IOException {
        site.deploy(cluster);
        plant("two");
        new Diff(site.workbench(cluster)).run(site.request(), Site.ROLLOUT, false);
        site.deploy(cluster);
        new Status(site.workbench(cluster)).run(Site.RELEASE);
        new ShowValues(site.workbench(cluster).reporter())
                .run(site.request().chart(), site.request().values());
        site.rollback(cluster, 1);
        site.undeploy(cluster);

        assertThat(site.console.text()).contains("~ Secret/own", "postgresql.password = \"******\"");
        planted.areNowhereIn(site);
    }

    @Test
    void generatedAndMirroredOnesAreInNoRecordEither() throws IOException {
        Files.delete(overlay.resolve("templates").resolve("own.yaml"));
        site.values.remove("postgresql.password");
        site.deploy(cluster);
        LiveObject secret = Objects.requireNonNull(site.find("v1", "Secret", "postgresql"));
        planted.known("generated", decoded(secret.text("data", "password")));
        assertThat(site.find("v1", "Secret", "postgresql-minio-ca")).isNotNull();

        site.values.put("postgresql.config.work_mem", "16MB");
        site.deploy(cluster);
        site.rollback(cluster, 1);

        Planted unrecorded = new Planted();
        unrecorded.known("generated", decoded(secret.text("data", "password")));
        unrecorded.at("key-of-the-ca");
        for (LiveObject record : site.cluster.list(Selection.labelled("v1", "Secret", "owner=helm"))) {
            assertThat(unrecorded.foundIn(record.id().name(), unpacked(record))).isEmpty();
        }
        planted.areNowhereIn(site);
        assertThat(planted.foundIn(
                        "files", Files.readString(site.request().output().path().resolve("manifest.yaml"))))
                .noneMatch(found -> found.startsWith("generated") || found.startsWith("key-of-the-ca"));
    }

    @Test
    void whereAPolicyQuotesThem() throws IOException {
        String name = "policy-" + site.namespace();
        policy(name);
        try {
            assertThat(planted.failureOf(() -> site.deploy(cluster)))
                    .contains("Secret/postgresql: ValidatingAdmissionPolicy " + name
                            + " refuses it: what it says is not" + " shown, for this is a Secret");
            planted.areNowhereIn(site);
        } finally {
            site.tools.kubectl("", "delete", "validatingadmissionpolicybinding," + "validatingadmissionpolicy", name);
        }
    }

    @Test
    void whereSomebodyElseHoldsAnotherValue() throws IOException {
        site.deploy(cluster);
        String theirs = base64(planted.at("of-someone-else"));
        site.cluster.apply(
                FakeServer.yaml("{apiVersion: v1, kind: Secret, metadata: {name: own}, data: {told: " + theirs + "}}"),
                new ApplyOptions("someone", true, false));
        plant("two");

        assertThat(planted.failureOf(() -> site.deploy(cluster)))
                .contains("Secret/own data.told: is owned by field manager someone with another value");
        planted.areNowhereIn(site);
    }

    @Test
    void whereASecretCannotBeChanged() throws IOException {
        site.deploy(cluster);
        site.tools
                .kubectl("", "patch", "secret", "own", "--type=merge", "-p", "{\"immutable\":true}")
                .orThrow();
        plant("two");

        assertThat(planted.failureOf(() -> site.deploy(cluster))).contains("Secret/own data");
        planted.areNowhereIn(site);
    }

    @Test
    void whereAnEventQuotesThem() throws IOException {
        site.values.put("podAnnotations[\"fake.test/state\"]", "waiting:CreateContainerConfigError");
        site.whenThere("v1", "Pod", "postgresql-0", this::warn);

        assertThat(planted.failureOf(() -> site.deploy(cluster)))
                .contains("StatefulSet/postgresql: did not become ready");

        planted.areNowhereIn(site);
    }

    @Test
    void whereARecordIsDamagedInTheMiddleOfOne() throws IOException {
        site.deploy(cluster);
        LiveObject record = Objects.requireNonNull(site.find("v1", "Secret", FIRST));
        String json = unpacked(record);
        int at = json.indexOf("planted-password-one") + 5;
        String broken = json.substring(0, at) + "\"" + json.substring(at);
        damage(packed(broken));
        assertThat(planted.failureOf(() -> site.deploy(cluster))).contains("Secret/" + FIRST + ": is damaged");
        damage(packed(json.substring(0, at + 10)));
        assertThat(planted.failureOf(() -> site.deploy(cluster))).contains("Secret/" + FIRST + ": is damaged");
        planted.areNowhereIn(site);
    }

    @Test
    void whereTheInputIsWrong() throws IOException {
        site.values.put("pgbackrest.cipher.passphrase.deeper", planted.at("too-deep"));
        site.values.put("postgresql.pasword", planted.at("misspelt"));
        planted.failureOf(() -> site.deploy(cluster));
        site.values.remove("pgbackrest.cipher.passphrase.deeper");
        site.values.remove("postgresql.pasword");
        site.values.put("postgresql.password", planted.at("of-two-lines") + "\nand more");
        Files.writeString(
                overlay.resolve("templates").resolve("own.yaml"),
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: own\ndata:\n  written: " + planted.at("not-base64!")
                        + "\nstringData: [{{Values.custom.token}}]\n");
        planted.failureOf(() -> site.deploy(cluster));
        assertThat(site.history()).isEmpty();
        Files.createDirectories(site.request().output().path());
        planted.areNowhereIn(site);
    }

    private void warn(LiveObject pod) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        site.cluster.create(
                FakeServer.yaml(
                        "{apiVersion: v1, kind: Event, metadata: {name: quoting}, type: Warning, reason: Failed,"
                                + " message: \"could not start with PASSWORD=" + site.values.get("postgresql.password")
                                + " and "
                                + site.values.get("pgbackrest.cipher.passphrase") + "\", lastTimestamp: '" + now
                                + "', firstTimestamp: '" + now + "', involvedObject: {kind: Pod, name: "
                                + pod.id().name()
                                + ", namespace: " + site.namespace() + ", uid: " + pod.uid() + "}}"),
                false);
    }

    /** Refuses Secrets and ConfigMaps of the site, and quotes what is in them. */
    private void policy(String name) {
        site.cluster.create(
                FakeServer.yaml(
                        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata:"
                                + " {name: " + name + "}, spec: {failurePolicy: Fail, matchConstraints: {resourceRules:"
                                + " [{apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [secrets]}]},"
                                + " validations: [{expression: 'false', message: refused, messageExpression:"
                                + " \"'not with ' + (has(object.data) ? string(object.data) : 'nothing')\"}]}}"),
                false);
        site.cluster.create(
                FakeServer.yaml("{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding,"
                        + " metadata: {name: " + name + "}, spec: {policyName: " + name
                        + ", validationActions: [Deny], matchResources: {namespaceSelector: {matchLabels:"
                        + " {kubernetes.io/metadata.name: " + site.namespace() + "}}}}}"),
                false);
        Site.until(() -> !isTaken("{apiVersion: v1, kind: Secret, metadata: {name: probe}}"));
    }

    private boolean isTaken(String yaml) {
        try {
            site.cluster.create(FakeServer.yaml(yaml), true);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private void damage(String data) {
        LiveObject record = Objects.requireNonNull(site.find("v1", "Secret", FIRST));
        site.tools
                .kubectl(
                        "{\"data\":{\"release\":\"" + data + "\"}}",
                        "patch",
                        "secret",
                        record.id().name(),
                        "--type=merge",
                        "--patch-file=/dev/stdin")
                .orThrow();
    }

    private static String unpacked(LiveObject record) throws IOException {
        byte[] packed = Base64.getDecoder().decode(decoded(record.text("data", "release")));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String packed(String json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return base64(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
