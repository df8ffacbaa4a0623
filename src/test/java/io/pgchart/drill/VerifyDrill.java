package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.RolloutException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A backup that was never restored is none: it is restored beside the database, checked, and thrown away. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class VerifyDrill {

    private final Database database = new Database("verify");

    @BeforeAll
    void install() {
        database.values.put("pgbackrest.verify.schedule", "0 5 * * 6");
        // Dollars mean something to Kubernetes and to shells, quotes to all of them.
        database.values.put(
                "pgbackrest.verify.query", "SELECT count(*) = 1000 AND $$it's$$ <> '$(PGDATA)' FROM orders");
        database.deploy();
        archived("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id");
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    @Order(1)
    void aGoodBackupIsProvenAndNothingIsLeftOfIt() {
        String archived = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 8, 1)";
        List<String> backups = database.info().backups("full");

        String console = database.verify();

        assertThat(console)
                .contains("Verify    postgresql-0 from backup " + backups.get(0))
                .contains("checking all tables and indexes")
                .contains("asking what pgbackrest.verify.query asks of myapp")
                .contains("Verified  postgresql-0  backup " + backups.get(0));
        Database.until(
                "the scratch volume gone",
                () -> database.kubectl
                        .run("get", "pvc", "-o", "name")
                        .equals("persistentvolumeclaim/postgresql-storage-postgresql-0"));
        // What was promoted there was archived nowhere.
        assertThat(database.shell("pgbackrest repo-ls archive/main/15-1")).doesNotContain("00000002");
        assertThat(database.sql(archived)).isEqualTo("1");
    }

    @Test
    @Order(2)
    void theCronJobDoesTheSame() {
        String job = database.trigger("postgresql-pgbackrest-verify");

        database.complete(job);

        assertThat(database.kubectl.run("logs", "job/" + job))
                .contains("asking what pgbackrest.verify.query asks of myapp", "postgresql-0: verified: ");
    }

    @Test
    @Order(3)
    void aSoundDatabaseOfWhichTheQueryIsNotTrueIsNoProof() {
        archived("DELETE FROM orders WHERE id = 1");

        assertThatThrownBy(() -> database.verify())
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("pgbackrest.verify.query was answered with 'f', expected t (true)");
    }

    @Test
    @Order(4)
    void anIndexThatHasLostRowsIsFound() {
        // A function that is not as immutable as it says leaves an index that knows nothing of most rows.
        database.sql("CREATE FUNCTION half(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 / 2';"
                + " CREATE INDEX halves ON orders (half(id));"
                + " CREATE OR REPLACE FUNCTION half(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 / 3';"
                + " SELECT pg_switch_wal()");

        assertThatThrownBy(() -> database.verify())
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("the restored database is damaged");

        assertThat(database.console()).contains("lacks matching index tuple");
    }

    /** Runs it, and waits until it is where a restore would find it. */
    private void archived(String sql) {
        database.sql(sql);
        String wal = database.sql("SELECT pg_walfile_name(pg_switch_wal())");
        Database.until(
                "WAL archived",
                () -> database.sql("SELECT last_archived_wal >= '" + wal + "' FROM pg_stat_archiver")
                        .equals("t"));
    }
}
