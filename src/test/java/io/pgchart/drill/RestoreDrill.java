package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.action.RestoreSource;
import io.pgchart.error.InvalidInputException;
import io.pgchart.pgbackrest.RestoreTarget;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One database through all that a restore can do: back in time, forth again, in place, as a copy, and out of nothing. */
@NeedsDrillCluster
@Order(Integer.MAX_VALUE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RestoreDrill {

    private static final RestoreTarget NEWEST = new RestoreTarget(null, null);
    private static final RestoreSource OWN = new RestoreSource(null, null, null);

    private final Database database = new Database("restore");
    private Instant beforeTheDrop = Instant.EPOCH;
    private Instant afterTheDrop = Instant.EPOCH;

    @BeforeAll
    void install() {
        database.deploy();
        database.sql("CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 1000)");
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    @Order(1)
    void whatLeadsNowhereIsRefusedBeforeAnythingIsStopped() {
        String pod = uid();
        String backup = database.info().backups("full").get(0);

        assertThatThrownBy(() -> database.restore(at(Instant.now().plusSeconds(3600))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is in the future");
        assertThatThrownBy(() -> database.restore(at(Instant.parse("2026-01-01T00:00:00Z"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is before the end of the oldest backup, " + backup);
        assertThatThrownBy(() -> database.restore(new RestoreTarget(null, "20260101-000000F")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no backup '20260101-000000F', only " + backup);
        assertThatThrownBy(() -> database.restore(NEWEST, new RestoreSource("nobody", null, null), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("repository path /restore/nobody/postgresql-0: holds no backup");

        assertThat(uid()).isEqualTo(pod);
        assertThat(revisions()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void aDroppedTableComesBack() {
        beforeTheDrop = now();
        database.sql("DROP TABLE orders");
        afterTheDrop = now();

        String console = database.restore(at(beforeTheDrop));

        assertThat(database.sql("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(console)
                .contains("Restore   postgresql-0 from backup "
                        + database.info().backups("full").get(0))
                .contains("the database that was here is kept: /var/lib/postgresql/data/pgdata.before-")
                .contains("Restored  orders-db revision 2")
                .contains("Backup    orders-db  full in ");
        assertThat(database.info().backups("full")).hasSize(2);
        assertThat(timeline()).isEqualTo("2");
        logsIn();
    }

    @Test
    @Order(3)
    void theEndThatWasAbandonedCanStillBeRestored() {
        database.restore(at(afterTheDrop));

        assertThat(database.sql("SELECT to_regclass('orders')")).isEmpty();
        assertThat(timeline()).isEqualTo("3");
    }

    @Test
    @Order(4)
    void aNamedBackupIsRestoredOverTheFilesThatAreThere() {
        List<String> backups = database.info().backups("full");
        database.sql("CREATE TABLE later (id int)");

        // The second one was made after the table had come back.
        String console = database.restore(new RestoreTarget(null, backups.get(1)), OWN, true);

        assertThat(console).contains("its present data is overwritten").doesNotContain("is kept: ");
        assertThat(database.sql("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(database.sql("SELECT to_regclass('later')")).isEmpty();
    }

    @Test
    @Order(5)
    void whatWasNotArchivedIsNotLost() {
        // From here on nothing gets into the repository, also while the pod is stopped.
        database.sql("ALTER SYSTEM SET archive_command = 'false'");
        database.sql("SELECT pg_reload_conf(); INSERT INTO orders VALUES (1001); SELECT pg_switch_wal();"
                + " INSERT INTO orders VALUES (1002)");
        Instant here = now();
        database.sql("INSERT INTO orders VALUES (1003)");

        database.restore(NEWEST);
        assertThat(database.sql("SELECT max(id) FROM orders")).isEqualTo("1003");

        // By now it is archived: the end that this restore has left can be restored from the repository alone.
        database.restore(at(here));
        assertThat(database.sql("SELECT max(id) FROM orders")).isEqualTo("1002");
        database.shell("rm -r $PGDATA.before-*");
    }

    @Test
    @Order(6)
    void aCopyLeavesItsSourceAlone() {
        List<String> backups = database.info().backups("full");
        database.sql("SELECT pg_switch_wal()");
        try (Database copy = new Database("restore-copy")) {
            copy.restore(NEWEST, new RestoreSource(null, "restore", null), false);

            assertThat(copy.sql("SELECT count(*) FROM orders")).isNotEqualTo("0");
            assertThat(copy.info().backups("full")).hasSize(1);
            copy.sql("INSERT INTO orders VALUES (5000); SELECT pg_switch_wal()");
            copy.complete(copy.trigger("postgresql-pgbackrest-incr"));
            assertThat(copy.shell("cat $PGDATA/postgresql.auto.conf")).doesNotContain("restore");
            assertThatThrownBy(() -> copy.restore(NEWEST, new RestoreSource(null, "restore", null), false))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(
                            "repository path /restore-copy/orders-db/postgresql-0: holds the backups of a");
        }
        assertThat(database.info().backups("full")).isEqualTo(backups);
        assertThat(database.sql("SELECT count(*) FROM orders WHERE id = 5000")).isEqualTo("0");
    }

    @Test
    @Order(7)
    void allIsLostButTheBucket() {
        database.sql("INSERT INTO orders VALUES (2000)");
        String switched = database.sql("SELECT pg_walfile_name(pg_switch_wal())");
        Database.until(
                "the last WAL archived",
                () -> database.sql("SELECT last_archived_wal >= '" + switched + "' FROM pg_stat_archiver")
                        .equals("t"));
        String system = system(database);
        database.close();
        // Its namespace takes much longer to go.
        database.kubectl.run("wait", "--for=delete", "pod/postgresql-0", "--timeout=180s");
        try (Database anew = new Database("restore-anew")) {
            anew.values.put("pgbackrest.repoPath", "/restore/orders-db");

            String console = anew.restore(NEWEST);

            assertThat(anew.sql("SELECT count(*) FROM orders WHERE id = 2000")).isEqualTo("1");
            assertThat(system(anew)).isEqualTo(system);
            assertThat(console).contains("Restored  orders-db revision 1", "Backup    orders-db  full in ");
        }
    }

    private static RestoreTarget at(Instant time) {
        return new RestoreTarget(time, null);
    }

    /** By the database's clock, some time after the last transaction and before the next one. */
    private Instant now() {
        database.sql("SELECT pg_sleep(1.1)");
        Instant now = Instant.ofEpochSecond(Long.parseLong(database.sql("SELECT extract(epoch FROM now())::bigint")));
        database.sql("SELECT pg_sleep(1.1)");
        return now;
    }

    private void logsIn() {
        assertThat(database.client("postgresql", database.password(), "SELECT 1")
                        .orThrow())
                .isEqualTo("1");
    }

    private String timeline() {
        return database.sql("SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 8, 1)");
    }

    private static String system(Database database) {
        return database.sql("SELECT system_identifier FROM pg_control_system()");
    }

    private String uid() {
        return database.kubectl.run("get", "pod", "postgresql-0", "-o", "jsonpath={.metadata.uid}");
    }

    private int revisions() {
        return database.kubectl
                .run("get", "secret", "-l", "owner=helm", "-o", "name")
                .split("\n")
                .length;
    }
}
