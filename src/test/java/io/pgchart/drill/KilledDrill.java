package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Writes row after row, and counts those whose commit was told. */
    static final class Writer {

        private final Database database;
        private final AtomicInteger committed = new AtomicInteger();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private Thread thread = new Thread();

        Writer(Database database) {
            this.database = database;
        }

        void begin() {
            database.sql("CREATE TABLE written (id int PRIMARY KEY)");
        }

        int committed() {
            return committed.get();
        }

        void start() {
            isOver.set(false);
            thread = new Thread(this::write);
            thread.start();
        }

        void stop() throws InterruptedException {
            isOver.set(true);
            thread.join();
        }

        private void write() {
            while (!isOver.get()) {
                int next = committed.get() + 1;
                Kubectl.Ended ended = database.psql(0, "INSERT INTO written VALUES (" + next + ")");
                // An answer may get lost when the server dies; then the row is there already.
                if (ended.code() == 0 || ended.output().contains("duplicate key")) {
                    committed.set(next);
                }
            }
        }
    }
}
