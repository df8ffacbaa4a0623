package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.CrashError;
import io.pgchart.cluster.FakeCluster;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void settle() {
        town = new Town(output);
    }

    @Test
    void aFirstDeployInstallsAndRecordsIt() {
        town.deploy(Town.options());

        assertThat(town.objects())
                .contains(
                        "StatefulSet/postgresql",
                        "Secret/postgresql",
                        "Service/postgresql",
                        "Secret/sh.helm.release.v1.orders-db.v1");
        assertThat(town.console.text())
                .contains("Release   orders-db  revision 1  namespace orders  context fake")
                .contains("Plan      5 to create")
                .contains("Deployed  orders-db revision 1 in ")
                .contains("Connect, inside the cluster");
    }

    @Test
    void whatDiffersInNothingIsLeftAlone() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        town.deploy(Town.options());

        assertThat(town.writesSince(writes)).isEmpty();
        assertThat(town.console.text()).contains("Unchanged nothing differs from revision 1");
    }

    @Test
    void whoDiedAtTheReleaseIsNamedByWhoFinishesIt() {
        FakeCluster doomed = town.server.connect();
        doomed.crashAtWrite(3, FakeCluster.Moment.AFTER);
        assertThatThrownBy(() -> town.deploy(doomed, Town.options())).isInstanceOf(CrashError.class);

        town.deploy(Town.options());

        assertThat(town.console.text())
                .contains("Abandoned revision 1 (pending-install) by ann on ci (process 1, orders)")
                .contains("Deployed  orders-db revision 2 in ");
    }

    @Test
    void forceMakesANewRevisionAllTheSame() {
        town.deploy(Town.options());

        town.deploy(new DeployOptions(Town.ROLLOUT, false, true, false, false, 10, null));

        assertThat(town.objects()).contains("Secret/sh.helm.release.v1.orders-db.v2");
    }

    @Test
    void aChangedValueIsAppliedWhereItCounts() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        town.values.put("postgresql.config.work_mem", "16MB");
        town.deploy(Town.options());

        assertThat(town.writesSince(writes))
                .filteredOn(write -> write.startsWith("PATCH"))
                .containsExactly("PATCH ConfigMap/postgresql-config", "PATCH StatefulSet/postgresql");
        assertThat(town.console.text())
                .contains("Release   orders-db  revision 1 -> 2")
                .contains("~ StatefulSet/postgresql                 pods will be replaced: configuration changed");
    }

    @Test
    void whatIsNoLongerRenderedIsRemoved() {
        town.values.put("networkPolicy.enabled", "true");
        town.deploy(Town.options());
        assertThat(town.objects()).contains("NetworkPolicy/postgresql");

        town.values.clear();
        town.deploy(Town.options());

        assertThat(town.objects()).doesNotContain("NetworkPolicy/postgresql");
        assertThat(town.console.text()).contains("- NetworkPolicy/postgresql");
    }

    @Test
    void aDryRunTellsThePlanAndWritesNothing() {
        town.deploy(new DeployOptions(Town.ROLLOUT, true, false, false, false, 10, null));

        assertThat(town.server.writes()).isEmpty();
        assertThat(town.console.text()).contains("Plan      5 to create").contains("nothing was changed");
    }

    @Test
    void everythingThatStandsInTheWayIsToldTogetherBeforeAnythingIsWritten() {
        town.server.put("{apiVersion: v1, kind: Service, metadata: {name: postgresql}, spec: {type: ClusterIP}}");
        town.server.deny(new Access("delete", "v1", "Secret", null, null));
        town.server.refuse(
                "PATCH StatefulSet/postgresql (dry run)", 403, "Forbidden", "exceeded quota: small, used: 1");

        assertThatThrownBy(() -> town.deploy(Town.options()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("Service/postgresql: is there already and belongs to no release")
                .hasMessageContaining("user tester may not delete Secret")
                .hasMessageContaining("quota small");
        assertThat(town.server.writes()).isEmpty();
    }

    @Test
    void anObjectOfSomebodyElseIsTakenOverWhenAskedFor() {
        town.server.put("{apiVersion: v1, kind: Service, metadata: {name: postgresql}, spec: {type: ClusterIP}}");

        RolloutOptions taking = new RolloutOptions(Town.ROLLOUT.timeout(), true, true, true);
        town.deploy(new DeployOptions(taking, false, false, false, false, 10, null));

        assertThat(town.console.text()).contains("Deployed  orders-db revision 1");
    }

    @Test
    void whoseAnObjectIsIsToldInPlaceOfWhatIsInItsFields() {
        town.server.put("{apiVersion: v1, kind: Service, metadata: {name: postgresql, labels:"
                + " {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: billing-db,"
                + " meta.helm.sh/release-namespace: orders}},"
                + " spec: {type: NodePort}}");
        town.server.refuse("PATCH Service/postgresql (dry run)", 409, "Conflict", "conflict with \"kubectl\": .spec");

        assertThatThrownBy(() -> town.deploy(Town.options()))
                .hasMessageContaining("is there already and belongs to release billing-db")
                .hasMessageNotContaining("field manager");
    }

    @Test
    void aFieldThatCannotBeChangedIsToldWithBothValues() {
        town.deploy(Town.options());
        town.values.put("persistence.walSize", "1Gi");

        assertThatThrownBy(() -> town.deploy(Town.options()))
                .hasMessageContaining("StatefulSet/postgresql spec.volumeClaimTemplates")
                .hasMessageContaining(": it has ");
    }

    @Test
    void aMistakeInTheValuesAsksNoCluster() {
        town.values.put("replicaCount", "0");

        assertThatThrownBy(() -> town.deploy(Town.options()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("replicaCount");
        assertThat(town.server.requests()).isEmpty();
    }

    @Test
    void nothingIsGeneratedInFrontOfAVolumeWhosePasswordIsGone() {
        town.server.put(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: postgresql-storage-postgresql-0},"
                        + " spec: {accessModes: [ReadWriteOnce]}}");

        assertThatThrownBy(() -> town.deploy(Town.options()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("Secret/postgresql: has no key 'password', but"
                        + " PersistentVolumeClaim/postgresql-storage-postgresql-0 is there");
        assertThat(town.server.writes()).isEmpty();
    }

    @Test
    void aGeneratedPasswordSurvivesUpgradesAndIsNeverTold() {
        town.deploy(Town.options());
        String password = password();
        assertThat(password).isNotEmpty();

        town.values.put("postgresql.config.work_mem", "16MB");
        town.deploy(Town.options());

        assertThat(password()).isEqualTo(password);
        assertThat(town.console.text()).doesNotContain(password);
    }

    @Test
    void aBuildDeploysAReleaseOnceAndNotAnotherOneOfItsName() {
        ConcurrentMap<String, CompletableFuture<String>> session = new ConcurrentHashMap<>();
        deployIn(session);
        int requests = town.server.requests().size();

        deployIn(session);
        assertThat(town.server.requests()).hasSize(requests);
        assertThat(town.console.text()).contains("Skipped   orders-db was deployed by this build already");

        town.values.put("postgresql.config.work_mem", "16MB");
        assertThatThrownBy(() -> deployIn(session))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("with other manifests by this build already");
    }

    @Test
    void aPasswordThatIsNoLongerGivenStaysTheDatabases() {
        town.values.put("postgresql.password", "given-at-first");
        town.deploy(Town.options());
        String password = password();
        town.server.put("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: postgresql-storage-postgresql-0}
                spec: {accessModes: [ReadWriteOnce]}
                """);

        town.values.clear();
        town.deploy(Town.options());

        assertThat(password()).isEqualTo(password).isNotEmpty();
        assertThat(town.console.text()).doesNotContain("password generated");
    }

    @Test
    void aRotatedAuthorityIsAChange() {
        town.values.put("pgbackrest.enabled", "true");
        town.values.put("pgbackrest.s3.enabled", "true");
        town.values.put("pgbackrest.s3.bucket", "orders-backups");
        town.values.put("pgbackrest.s3.endpoint", "minio.minio.svc:9000");
        town.values.put("pgbackrest.s3.existingSecret", "orders-s3");
        town.values.put("pgbackrest.tls.enabled", "true");
        authority("one");
        town.deploy(Town.options());

        authority("two");
        town.deploy(Town.options());

        LiveObject copied = Objects.requireNonNull(town.find("v1", "Secret", "postgresql-minio-ca"));
        assertThat(copied.text("data", "ca.crt")).isEqualTo(certificate("two"));
        assertThat(town.console.text()).contains("~ Secret/postgresql-minio-ca", "Deployed  orders-db revision 2");
        town.deploy(Town.options());
        assertThat(town.console.text()).contains("Unchanged nothing differs from revision 2");
    }

    private void authority(String name) {
        town.server.put("{apiVersion: v1, kind: Secret, metadata: {name: minio-tls, namespace: minio}, data: {tls.crt: "
                + certificate(name) + "}}");
    }

    private static String certificate(String name) {
        String pem = "-----BEGIN CERTIFICATE-----\n" + name + "\n-----END CERTIFICATE-----\n";
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private void deployIn(ConcurrentMap<String, CompletableFuture<String>> session) {
        new Deploy(town.workbench(town.server.connect()), session)
                .run(new DeployRequest(town.request(), Town.options()));
    }

    private String password() {
        LiveObject secret = town.server.find(new ObjectId("v1", "Secret", "orders", "postgresql"));
        return secret == null ? "" : secret.text("data", "password");
    }
}
