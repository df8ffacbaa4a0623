package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL and its pod are killed under pgbench while rows are counted: what was committed is there afterwards, and whole. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KilledDrill {

    private final Database database = new Database("killed");
    private final Writer writer = new Writer(database);

    @BeforeAll
    void install() {
        database.deploy();
        writer.begin();
        database.shell("pgbench -i -q");
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
        int load = transactions();
        // It ends when its connections break.
        database.shell("nohup pgbench -n -c 2 -T 120 >/dev/null 2>&1 &");
        writer.start();
        Database.until("some rows", () -> writer.committed() > before + 5 && transactions() > load + 100);
        killing.run();
        int atTheKilling = writer.committed();
        Database.until("rows after it", () -> writer.committed() > atTheKilling + 5);
        writer.stop();

        writer.nothingIsMissing();
        // Each transaction moves one sum in three places and notes it in a fourth: all of it, or nothing.
        assertThat(database.sql("SELECT count(DISTINCT sum) FROM (SELECT sum(abalance) FROM pgbench_accounts"
                        + " UNION ALL SELECT sum(tbalance) FROM pgbench_tellers"
                        + " UNION ALL SELECT sum(bbalance) FROM pgbench_branches"
                        + " UNION ALL SELECT sum(delta) FROM pgbench_history) AS sums"))
                .isEqualTo("1");
        database.shell("pgbackrest check");
    }

    private int transactions() {
        return Integer.parseInt(database.sql("SELECT count(*) FROM pgbench_history"));
    }
}
