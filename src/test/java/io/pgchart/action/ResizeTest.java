package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.Propagation;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes grow under a running database, and nothing that can't be done is begun. */
final class ResizeTest {

    @TempDir
    private Path output;

    private Town town;
    private Volumes volumes;
    private int before;
    private int told;

    @BeforeEach
    void settle() {
        town = new Town(output);
        volumes = new Volumes(town.server);
        town.deploy(Town.options());
        before = town.server.writes().size();
    }

    private void deploy(String size) {
        told = town.console.text().length();
        before = town.server.writes().size();
        town.values.put("persistence.size", size);
        town.deploy(Town.options());
    }

    /** What the console has said since the last deploy began. */
    private String console() {
        return town.console.text().substring(told);
    }

    private LiveObject set() {
        return Objects.requireNonNull(town.find("apps/v1", "StatefulSet", "postgresql"));
    }

    private List<String> writesToVolumes() {
        return town.writesSince(before).stream()
                .filter(write -> write.contains("StatefulSet") || write.contains("PersistentVolumeClaim"))
                .toList();
    }

    @Test
    void theClaimGrowsAndTheWorkloadIsMadeAnewAroundItsPod() {
        LiveObject pod = volumes.pod();
        String uid = set().uid();

        deploy("20Gi");

        assertThat(console())
                .contains("Plan      2 to change, ")
                .contains("~ PersistentVolumeClaim/postgresql-storage-postgresql-0"
                        + " spec.resources.requests.storage: '10Gi' -> '20Gi'")
                .contains("pods stay: volume postgresql-storage grows '10Gi' -> '20Gi'");
        assertThat(writesToVolumes())
                .containsExactly(
                        "PATCH PersistentVolumeClaim/postgresql-storage-postgresql-0",
                        "DELETE StatefulSet/postgresql",
                        "PATCH StatefulSet/postgresql",
                        // The hash of its Secrets is made its own manager's again.
                        "PATCH StatefulSet/postgresql");
        assertThat(Volumes.asked(volumes.claim())).isEqualTo("20Gi");
        assertThat(volumes.claim().appliedAt("pgchart-volumes")).isNotNull();
        assertThat(Volumes.size(set())).isEqualTo("20Gi");
        assertThat(set().uid()).isNotEqualTo(uid);
        assertThat(volumes.pod().uid()).isEqualTo(pod.uid());
        assertThat(String.valueOf(volumes.pod().at("metadata", "ownerReferences")))
                .contains(set().uid());

        deploy("20Gi");
        assertThat(console()).contains("Unchanged");
        assertThat(writesToVolumes()).isEmpty();
    }

    @Test
    void whatElseChangesDoesSoAtOnce() {
        town.values.put("image.tag", "15.1");

        deploy("20Gi");

        assertThat(console()).contains("pods will be replaced: volume postgresql-storage grows '10Gi' -> '20Gi'; ");
        assertThat(set().tree().toString()).contains(":15.1");
    }

    @Test
    void aSmallerSizeIsRefusedBeforeAnythingIsWritten() {
        String told = Told.by(() -> deploy("5Gi"));

        assertThat(told)
                .matches(
                        "StatefulSet/postgresql spec\\.volumeClaimTemplates\\[0]\\.spec\\.resources\\.requests\\.storage:"
                                + " can only grow: it has '10Gi', wanted '5Gi' \\(.*\\)\\. Set it back: no volume can shrink\\."
                                + " Smaller ones take a new release, into which the data is dumped and loaded\\.");
        assertThat(town.writesSince(before)).isEmpty();
    }

    @Test
    void aClassThatLetsNothingGrowIsToldBeforeAnythingIsWritten() {
        volumes.allowExpansion(false);

        String told = Told.by(() -> deploy("20Gi"));

        assertThat(told)
                .startsWith(
                        "PersistentVolumeClaim/postgresql-storage-postgresql-0: its StorageClass standard does not let"
                                + " it grow: it has '10Gi', wanted '20Gi' (");
        assertThat(town.writesSince(before)).isEmpty();
    }

    @Test
    void aClaimThatIsLargeEnoughAlreadyIsLeftAlone() {
        town.server.patch(Volumes.CLAIM, "kubectl-edit", "spec: {resources: {requests: {storage: 50Gi}}}");
        volumes.capacity();

        deploy("20Gi");

        assertThat(writesToVolumes())
                .containsExactly(
                        "DELETE StatefulSet/postgresql",
                        "PATCH StatefulSet/postgresql",
                        "PATCH StatefulSet/postgresql");
        assertThat(Volumes.asked(volumes.claim())).isEqualTo("50Gi");
    }

    @Test
    void aClaimThatWasKeptGrowsWhenItsReleaseIsInstalledAgain() {
        new Undeploy(town.workbench(town.server.connect()))
                .run(new UndeployRequest("orders-db", Town.ROLLOUT, false, false, false, null));
        assertThat(Volumes.asked(volumes.claim())).isEqualTo("10Gi");

        deploy("20Gi");

        assertThat(console()).contains("~ PersistentVolumeClaim/postgresql-storage-postgresql-0 ");
        assertThat(Volumes.asked(volumes.claim())).isEqualTo("20Gi");
    }

    @Test
    void whatOthersWroteIntoTheWorkloadStaysTheirs() {
        town.server.patch(
                set().id(),
                "kubectl-rollout",
                "spec: {template: {metadata: {annotations: {kubectl.kubernetes.io/restartedAt: today}}}}");

        deploy("20Gi");

        assertThat(console()).contains("pods stay: ");
        assertThat(set().text("spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"))
                .isEqualTo("today");
        deploy("20Gi");
        assertThat(console()).contains("Unchanged");
    }

    @Test
    void whatDoesNotGrowIsWaitedForByTheNextDeployToo() {
        volumes.grow = false;
        String late =
                "PersistentVolumeClaim/postgresql-storage-postgresql-0: is not ready after 5m: grows, 10Gi of 20Gi";
        assertThatThrownBy(() -> deploy("20Gi"))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining(late);

        assertThatThrownBy(() -> deploy("20Gi")).hasMessageContaining(late);
        assertThat(console())
                .contains(
                        "~ PersistentVolumeClaim/postgresql-storage-postgresql-0 has yet to grow to the size it asks");
        assertThat(writesToVolumes()).isEmpty();

        town.server.later(Duration.ofSeconds(20), volumes::capacity);
        deploy("20Gi");
        assertThat(console())
                .contains("PersistentVolumeClaim/postgresql-storage-postgresql-0 has 20Gi (20s)")
                .contains("Deployed");
    }

    @Test
    void aRollbackDoesNotWaitForWhatDoesNotGrow() {
        volumes.grow = false;
        assertThatThrownBy(() -> deploy("20Gi")).isInstanceOf(RolloutException.class);

        new Rollback(town.workbench(town.server.connect()))
                .run(new RollbackRequest("orders-db", 1, Town.ROLLOUT, false, 10, null));

        assertThat(console()).contains("revision 1 again, in 0s");
        assertThat(Volumes.size(set())).isEqualTo("10Gi");
    }

    @Test
    void aWorkloadThatAnInterruptedDeployRemovedIsWaitedFor() {
        LiveObject set = set();
        town.server.patch(Volumes.POD, "collector", "metadata: {ownerReferences: null}");
        town.server.patch(set.id(), "collector", "metadata: {finalizers: [orphan]}");
        town.server.connect().delete(set.id(), set.uid(), Propagation.ORPHAN);
        town.server.later(Duration.ofSeconds(3), () -> town.server.remove(set.id()));

        deploy("10Gi");

        assertThat(console()).contains("+ StatefulSet/postgresql").contains("Deployed");
        assertThat(set().uid()).isNotEqualTo(set.uid());
    }

    @Test
    void aRollbackLeavesTheVolumeAsItIs() {
        deploy("20Gi");
        LiveObject pod = volumes.pod();

        new Rollback(town.workbench(town.server.connect()))
                .run(new RollbackRequest("orders-db", 1, Town.ROLLOUT, false, 10, null));

        assertThat(console())
                .contains("pods stay: later volumes postgresql-storage '20Gi' -> '10Gi', those that are there stay");
        assertThat(Volumes.size(set())).isEqualTo("10Gi");
        assertThat(Volumes.asked(volumes.claim())).isEqualTo("20Gi");
        assertThat(volumes.pod().uid()).isEqualTo(pod.uid());
    }

    @Test
    void whoMayNotDoItIsToldSoBeforeAnythingIsWritten() {
        town.server.deny(new Access("patch", "v1", "PersistentVolumeClaim", null, null));
        town.server.deny(new Access("delete", "apps/v1", "StatefulSet", null, null));

        assertThat(Told.by(() -> deploy("20Gi")))
                .isEqualTo("namespace orders: user tester may not delete StatefulSet, patch PersistentVolumeClaim."
                        + " Have a Role bound to the user that allows it, or use a context whose user may do it.");
        assertThat(town.writesSince(before)).isEmpty();
    }
}
