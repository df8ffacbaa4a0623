package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL and its pod are killed while rows are written: what was committed is there afterwards. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KilledDrill {

    private final Database database = new Database("killed");
    private final Writer writer = new Writer(database);

    @BeforeAll
    void install() {
        database.deploy();
        writer.begin();
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    void theServerIsKilled() throws InterruptedException {
        loses(() -> database.shell("kill -9 $(head -n 1 $PGDATA/postmaster.pid)"));
    }

    @Test
    void aBackendIsKilled() throws InterruptedException {
        loses(() -> database.kubectl.ended(
                "",
                "exec",
                "postgresql-0",
                "-c",
                "postgresql",
                "--",
                "psql",
                "-AtXqc",
                "COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'"));
    }

    @Test
    void thePodIsKilled() throws InterruptedException {
        loses(() -> database.kubectl.run("delete", "pod", "postgresql-0", "--force", "--grace-period=0"));
    }

    /** Rows are written before, during and after, and none that was committed is missing. */
    private void loses(Runnable killing) throws InterruptedException {
        int before = writer.committed();
        writer.start();
        Database.until("some rows", () -> writer.committed() > before + 5);
        killing.run();
        int atTheKilling = writer.committed();
        Database.until("rows after it", () -> writer.committed() > atTheKilling + 5);
        writer.stop();

        assertThat(database.sql("SELECT count(*), max(id) FROM written"))
                .isEqualTo(writer.committed() + "|" + writer.committed());
        database.shell("pgbackrest check");
    }
}
