package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The runbook, carried out by its own commands where no other drill does so; those show what else may come of it. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RunbookDrill {

    private static final String ROWS = "SELECT count(*), sum(id) FROM orders";
    private static final String SUM = "1000|500500";

    private Database database = new Database("runbook");

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
    void isThereABackupAndIsItAnyGood() {
        try (Runbook runbook = new Runbook("Is there a backup, and is it any good?", database)) {
            assertThat(runbook.run()).contains("WAL is archived", "stanza main: 1 backup, the newest ");
            assertThat(runbook.run()).contains("stanza: main", "status: ok", "full backup: ");
            assertThat(runbook.run()).contains("Verified  postgresql-0  backup ");
        }
    }

    @Test
    @Order(2)
    void somebodyDroppedATable() {
        Instant before = now();
        database.sql("DROP TABLE orders");

        try (Runbook runbook = new Runbook("Somebody dropped a table", database)) {
            assertThat(runbook.with("2026-11-23T10:00:00Z", before.toString()).run())
                    .contains("Restored  orders-db revision 2")
                    .contains("Backup    orders-db  full in ");
            assertThat(database.sql(ROWS)).isEqualTo(SUM);
            assertThat(database.shell("ls -d $PGDATA.before-*")).isNotEmpty();
            runbook.run();
        }
        assertThat(database.shell("ls $PGDATA/..")).doesNotContain("before");
    }

    @Test
    @Order(3)
    void aCopy() {
        database.sql("SELECT pg_switch_wal()");
        try (Database copy = new Database("runbook-copy");
                Runbook runbook = new Runbook("A copy, for tests or to look at an old state", database)) {
            runbook.with("orders-copy", copy.namespace()).runIn(copy);

            assertThat(copy.sql(ROWS)).isEqualTo(SUM);
            assertThat(copy.info().backups("full")).hasSize(1);
        }
    }

    @Test
    @Order(4)
    void allIsLostButTheBucket() {
        String system = database.sql("SELECT system_identifier FROM pg_control_system()");
        database.close();
        database.kubectl.run("wait", "--for=delete", "namespace/runbook", "--timeout=180s");
        database = new Database("runbook");

        try (Runbook runbook = new Runbook("All is lost but the bucket", database)) {
            assertThat(runbook.run()).contains("Restored  orders-db revision 1", "Backup    orders-db  full in ");
        }
        assertThat(database.sql(ROWS)).isEqualTo(SUM);
        assertThat(database.sql("SELECT system_identifier FROM pg_control_system()"))
                .isEqualTo(system);
    }

    @Test
    @Order(5)
    void rotateAPassword() throws IOException {
        String old = database.password();

        try (Runbook runbook = new Runbook("Rotate a password", database)) {
            Files.writeString(runbook.directory().resolve("password"), "planted-new");
            runbook.run();
            assertThat(runbook.run()).contains("Password  postgresql-0: set to what Secret/orders-password holds");
        }

        assertThat(database.client("postgresql", "planted-new", "SELECT 1").orThrow())
                .isEqualTo("1");
        assertThat(database.client("postgresql", old, "SELECT 1").output()).contains("password authentication failed");
    }

    /** By the database's clock, some time after the last transaction and before the next one. */
    private Instant now() {
        database.sql("SELECT pg_sleep(1.1)");
        String seconds = database.sql("SELECT extract(epoch FROM now())::bigint");
        database.sql("SELECT pg_sleep(1.1)");
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
