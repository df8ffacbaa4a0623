package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The volume runs full while rows are written: what was committed is there when it has grown. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FullVolumeDrill {

    private static final String FULL = "No space left on device";
    private static final String STATE =
            "jsonpath={.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].state.waiting.reason}";

    private final Database database = new Database("full-volume");
    private final SmallDisk disk =
            new SmallDisk("full-volume-disk", 256, "full-volume", "postgresql-storage-postgresql-0");
    private final Writer writer = new Writer(database);

    @BeforeAll
    void install() {
        database.values.put("persistence.size", "256Mi");
        database.values.put("persistence.storageClass", "full-volume-disk");
        // Else it changes with the volume, which replaces the pod: this one has to come back by itself.
        database.values.put("pgbackrest.walArchiving.queueMax", "64Mi");
        database.deploy();
        writer.begin();
    }

    @AfterAll
    void remove() {
        database.close();
        disk.close();
    }

    @Test
    @Order(1)
    void aTableThatCantGrowIsAnErrorAndTheServerGoesOn() throws InterruptedException {
        String started = database.sql("SELECT pg_postmaster_start_time()");
        writer.start();
        database.sql("CREATE TABLE filler (text text)");
        database.shell("head -c $(($(df --output=avail -B1 $PGDATA | tail -n 1) - 600000)) /dev/zero >$PGDATA.ballast");

        Kubectl.Ended ended = database.psql(
                0, "INSERT INTO filler SELECT repeat(md5(random()::text), 30) FROM generate_series(1, 4000)");

        assertThat(ended.output()).contains("could not extend file").contains(FULL);
        int then = writer.committed();
        Database.until("rows after it", () -> writer.committed() > then + 5);
        writer.stop();
        assertThat(database.sql("SELECT pg_postmaster_start_time()")).isEqualTo(started);
        writer.nothingIsMissing();
    }

    @Test
    @Order(2)
    void withoutRoomForItsLogTheServerStopsAndItIsSaidWhy() throws InterruptedException {
        writer.start();
        int then = writer.committed();
        Database.until("rows before it", () -> writer.committed() > then);
        Database.until(
                "a segment of WAL that there is no room for",
                () -> database.psql(0, "SELECT pg_switch_wal()").code() != 0);
        writer.stop();
        Database.until("a server that comes up no more", () -> state().equals("2 CrashLoopBackOff"));
        assertThat(database.kubectl.run("logs", "postgresql-0", "-c", "postgresql"))
                .contains("This probably means that some data is corrupted", FULL);

        try (Runbook runbook = new Runbook("The volume is full", database)) {
            assertThat(runbook.run())
                    .contains("StatefulSet/postgresql        0 of 1 ready")
                    .contains("postgresql-0                  does not run: its volume is full");
            CompletableFuture<Void> driver = disk.growsTo(512);

            String console = runbook.with("20Gi", "512Mi").run();

            driver.join();
            assertThat(console)
                    .contains("pods stay: volume postgresql-storage grows '256Mi' -> '512Mi'")
                    .contains("PersistentVolumeClaim/postgresql-storage-postgresql-0 has 512Mi");
        }
        int afterwards = writer.committed();
        writer.start();
        Database.until("rows after it", () -> writer.committed() > afterwards + 5);
        writer.stop();
        writer.nothingIsMissing();
        database.shell("pg_amcheck --all --install-missing --heapallindexed && pgbackrest check");
    }

    private String state() {
        return database.kubectl.run("get", "pod", "postgresql-0", "-o", STATE);
    }
}
