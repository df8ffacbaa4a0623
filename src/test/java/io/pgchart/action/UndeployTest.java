package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndeployTest {

    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: postgresql-storage-postgresql-0
              labels:
                app.kubernetes.io/name: postgresql
                app.kubernetes.io/instance: orders-db
                app.kubernetes.io/component: database
            spec: {accessModes: [ReadWriteOnce]}
            """;

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void settle() {
        town = new Town(output);
    }

    @Test
    void removesAllButWhatHoldsDataAndTellsIt() {
        town.deploy(Town.options());
        town.server.put(CLAIM);

        undeploy(false, false);

        assertThat(town.objects())
                .containsExactlyInAnyOrder(
                        "Secret/postgresql", "PersistentVolumeClaim/postgresql-storage-postgresql-0");
        assertThat(town.console.text())
                .contains("kept; kubectl delete secret postgresql -n orders removes it")
                .contains("kept; kubectl delete pvc postgresql-storage-postgresql-0 -n orders removes it")
                .contains("Removed   orders-db in ");
    }

    @Test
    void removesTheDataTooWhenAskedFor() {
        town.deploy(Town.options());
        town.server.put(CLAIM);

        undeploy(true, false);

        assertThat(town.objects()).isEmpty();
    }

    @Test
    void removesWhatAnEarlierUndeployHasLeft() {
        town.deploy(Town.options());
        town.server.put(CLAIM);
        undeploy(false, false);

        undeploy(true, false);

        assertThat(town.objects()).isEmpty();
    }

    @Test
    void aDryRunRemovesNoDataEither() {
        town.deploy(Town.options());
        town.server.put(CLAIM);
        undeploy(false, false);
        int writes = town.server.writes().size();

        new Undeploy(town.workbench(town.server.connect()))
                .run(new UndeployRequest("orders-db", Town.ROLLOUT, true, false, true, null));

        assertThat(town.writesSince(writes)).isEmpty();
        assertThat(town.console.text()).contains("kept; kubectl delete pvc postgresql-storage-postgresql-0 -n orders");
    }

    @Test
    void volumesOfOthersWithTheSameLabelsAreNotTheReleases() {
        town.deploy(Town.options());
        town.server.put(CLAIM);
        town.server.put(CLAIM.replace("postgresql-storage-postgresql-0", "data-orders-db-0"));

        undeploy(true, false);
        undeploy(true, false);

        assertThat(town.objects()).containsExactly("PersistentVolumeClaim/data-orders-db-0");
    }

    @Test
    void isLeftOutWhereSomebodyElseHasGoneOn() {
        town.deploy(Town.options());
        town.deploy(new DeployOptions(Town.ROLLOUT, false, true, false, false, 10, null));
        int writes = town.server.writes().size();

        new Undeploy(town.workbench(town.server.connect()))
                .run(new UndeployRequest("orders-db", Town.ROLLOUT, false, false, false, null), 1);
        new Rollback(town.workbench(town.server.connect()))
                .run(new RollbackRequest("orders-db", 1, Town.ROLLOUT, false, 10, null), 1);

        assertThat(town.writesSince(writes)).isEmpty();
        assertThat(town.console.text())
                .contains("Recovery  left out: the release is at revision 2 by now, which somebody else has made so");
    }

    @Test
    void saysSoWhereNothingIsThere() {
        undeploy(false, false);

        assertThat(town.server.writes()).isEmpty();
        assertThat(town.console.text()).contains("Nothing   to remove: there is no release orders-db");
    }

    @Test
    void keepsTheRecordsWhenAskedFor() {
        town.deploy(Town.options());

        undeploy(false, true);

        assertThat(town.objects())
                .containsExactlyInAnyOrder("Secret/postgresql", "Secret/sh.helm.release.v1.orders-db.v1");
    }

    @Test
    void whatItMayNotDoIsToldBeforeAnythingIsRemoved() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();
        town.server.deny(new Access("watch", "apps/v1", "StatefulSet", null, null));
        town.server.deny(new Access("list", "v1", "PersistentVolumeClaim", null, null));

        assertThatThrownBy(() -> undeploy(false, false))
                .hasMessageContaining("user tester may not watch StatefulSet, list PersistentVolumeClaim");

        assertThat(town.writesSince(writes)).isEmpty();
    }

    @Test
    void anInstallAfterwardsMeetsThePasswordAgain() {
        town.deploy(Town.options());
        town.server.put(CLAIM);
        undeploy(false, false);

        town.deploy(Town.options());

        assertThat(town.console.text()).containsOnlyOnce("password generated");
    }

    private void undeploy(boolean deleteData, boolean keepHistory) {
        new Undeploy(town.workbench(town.server.connect()))
                .run(new UndeployRequest("orders-db", Town.ROLLOUT, deleteData, keepHistory, false, null));
    }
}
