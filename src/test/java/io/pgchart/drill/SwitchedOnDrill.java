package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Backups are switched on for a database that was used without them. */
@NeedsDrillCluster
final class SwitchedOnDrill {

    @Test
    void noTransactionIsLostWhenBackupsAreSwitchedOn() throws InterruptedException {
        try (Database database = new Database("switched-on")) {
            database.values.put("pgbackrest.enabled", "false");
            database.deploy();
            Writer writer = new Writer(database);
            writer.begin();
            assertThat(database.sql("SHOW archive_mode")).isEqualTo("on");

            writer.start();
            Database.until("some rows", () -> writer.committed() > 10);
            database.values.put("pgbackrest.enabled", "true");
            database.deploy();
            int atTheBackup = writer.committed();
            Database.until("more rows", () -> writer.committed() > atTheBackup + 10);
            writer.stop();

            writer.nothingIsMissing();
            assertThat(database.info().backups("full")).hasSize(1);
        }
    }
}
