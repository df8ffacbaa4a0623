package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Propagation;
import io.pgchart.error.ClusterException;
import io.pgchart.manifest.ObjectId;
import io.pgchart.pgbackrest.BackupType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void settle() {
        town = new Town(output);
        town.backUp();
    }

    @Test
    void aBackupIsAJobLikeThoseOfTheCronJobOfItsType() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        backup(BackupType.FULL);

        assertThat(town.writesSince(writes))
                .singleElement()
                .asString()
                .startsWith("POST Job/postgresql-pgbackrest-full-");
        assertThat(town.console.text()).contains("Backup    orders-db  full in ");
    }

    @Test
    void aDifferentialOneIsMadeTooAlthoughItHasNoSchedule() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        backup(BackupType.DIFF);

        assertThat(town.writesSince(writes)).singleElement().asString().startsWith("POST Job/postgresql-pgbackrest-");
        assertThat(town.console.text()).contains("Backup    orders-db  diff in ");
    }

    @Test
    void aReleaseThatIsNotThereIsNamedWithItsNamespace() {
        assertThatThrownBy(() -> backup(BackupType.INCR))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("release orders-db: is not in namespace orders");
    }

    @Test
    void aReleaseWithoutBackupsSaysHowToSwitchThemOn() {
        town.values.clear();
        town.deploy(Town.options());

        assertThatThrownBy(() -> backup(BackupType.INCR))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "release orders-db: has no CronJob that makes backups, expected the one of pgbackrest.enabled."
                                + " Set pgbackrest.enabled=true and the bucket under pgbackrest.s3, and deploy.");
    }

    @Test
    void aCronJobThatSomeoneHasDeletedIsNamed() {
        town.deploy(Town.options());
        ObjectId incr = new ObjectId("batch/v1", "CronJob", "orders", "postgresql-pgbackrest-incr");
        town.server.connect().delete(incr, null, Propagation.BACKGROUND);

        assertThatThrownBy(() -> backup(BackupType.INCR))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("CronJob/postgresql-pgbackrest-incr: is not there, although the release has it");
    }

    private void backup(BackupType type) {
        new Backup(town.workbench(town.server.connect()))
                .run(new BackupRequest("orders-db", type, Duration.ofMinutes(1)));
    }
}
