package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.RolloutException;
import io.pgchart.pgbackrest.RestoreTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** S3 is away for minutes while rows are written: nothing stops, nothing is lost, and all can be restored afterwards. */
@NeedsDrillCluster
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OutageDrill {

    private static final Duration OUTAGE = Duration.ofMinutes(5);
    private static final Duration QUICKLY = Duration.ofSeconds(30);

    private final ObjectStore store = new ObjectStore("outage-s3");
    private final Database database = new Database("outage");
    private final Database narrow = new Database("outage-narrow");
    private final Writer writer = new Writer(database);
    private Instant begun = Instant.EPOCH;
    private Instant within = Instant.EPOCH;
    private Instant inTheHole = Instant.EPOCH;
    private int rowsWithin;

    @BeforeAll
    void install() {
        database.values.putAll(store.values());
        narrow.values.putAll(store.values());
        database.deploy();
        // No more WAL than this may wait.
        narrow.values.put("pgbackrest.walArchiving.queueMax", "64Mi");
        narrow.deploy();
        narrow.sql("CREATE TABLE filler (text text)");
        writer.begin();
        writer.start();
        store.leave();
        begun = Instant.now();
    }

    @AfterAll
    void remove() {
        database.close();
        narrow.close();
        store.close();
    }

    @Test
    @Order(1)
    void theDatabaseServesOnAndItsArchiverSaysWhatFails() throws InterruptedException {
        String started = database.sql("SELECT pg_postmaster_start_time()");
        int before = writer.committed();
        database.sql("SELECT pg_switch_wal()");

        Database.until(
                "a failure of the archiver",
                () -> database.sql("SELECT last_failed_time > last_archived_time FROM pg_stat_archiver")
                        .equals("t"));

        assertThat(database.status())
                .containsPattern("postgresql-0 +WAL can't be archived: ")
                .containsPattern("postgresql-0 +(the repository can't be read|stanza main): ");
        assertThat(writer.committed()).isGreaterThan(before);
        assertThat(database.sql("SELECT pg_postmaster_start_time()")).isEqualTo(started);
        writer.stop();
        rowsWithin = writer.committed();
        within = now(database);
        writer.start();
    }

    @Test
    @Order(2)
    void aChangeOfConfigurationReplacesThePodQuicklyAndCleanly() throws IOException {
        // An idle client, whom a smart shutdown would wait for.
        Process client =
                database.kubectl.start("exec", "-i", "postgresql-0", "-c", "postgresql", "--", "psql", "-AtXq");
        database.values.put("postgresql.config.work_mem", "8MB");
        // It would wait for the repository, as it has to.
        database.values.put("pgbackrest.hook.enabled", "false");

        database.deploy();

        client.destroyForcibly();
        assertThat(Duration.between(stopped(), ready())).isLessThan(QUICKLY);
        assertThat(database.sql("SHOW work_mem")).isEqualTo("8MB");
        assertThat(database.kubectl.run("logs", "postgresql-0", "-c", "postgresql"))
                .contains("database system was shut down at")
                .doesNotContain("was not properly shut down", "was interrupted");
    }

    @Test
    @Order(3)
    void moreThanMayWaitIsDroppedRatherThanStopTheDatabase() {
        for (int segment = 0; segment < 12; segment++) {
            narrow.sql("INSERT INTO filler SELECT repeat(md5(random()::text), 100) FROM generate_series(1, 6000);"
                    + " SELECT pg_switch_wal()");
        }
        Database.until(
                "dropped WAL",
                () -> narrow.kubectl
                        .run("logs", "postgresql-0", "-c", "postgresql")
                        .contains("dropped WAL file"));
        // What was dropped is still on the volume until a checkpoint has no need of it.
        narrow.sql("CHECKPOINT");
        inTheHole = now(narrow);
        narrow.sql("INSERT INTO filler VALUES ('after the hole'); SELECT pg_switch_wal()");
    }

    @Test
    @Order(4)
    void whenItIsBackArchivingCatchesUp() throws InterruptedException {
        Duration left = OUTAGE.minus(Duration.between(begun, Instant.now()));
        database.sql("SELECT pg_sleep(" + Math.max(0, left.toSeconds()) + ")");
        store.comeBack();
        writer.stop();
        String last = database.sql("SELECT pg_walfile_name(pg_switch_wal())");

        Database.until("all WAL archived", () -> isArchived(database, last));

        database.shell("pgbackrest check");
        writer.nothingIsMissing();
    }

    @Test
    @Order(5)
    void aMomentWithinTheOutageIsRestoredToTheRow() {
        database.restore(new RestoreTarget(within, null));

        assertThat(database.sql("SELECT count(*) FROM written")).isEqualTo(Integer.toString(rowsWithin));
    }

    @Test
    @Order(6)
    void aMomentBehindDroppedWalIsRefusedAndTheDatabaseGoesOn() {
        assertThatThrownBy(() -> narrow.restore(new RestoreTarget(inTheHole.plusSeconds(2), null)))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("exit code 5")
                .hasMessageContaining("is missing, although")
                .hasMessageContaining("Restore to an earlier time, or from a backup that was made later");

        narrow.ready();
        assertThat(narrow.sql("SELECT count(*) FROM filler WHERE text = 'after the hole'"))
                .isEqualTo("1");
    }

    @Test
    @Order(7)
    void theNextBackupAfterDroppedWalIsAFullOne() {
        List<String> before = narrow.info().backups("full");
        assertThat(narrow.status()).contains("WAL is missing in the repository after the newest backup");

        narrow.complete(narrow.trigger("postgresql-pgbackrest-incr"));

        assertThat(narrow.info().backups("full")).hasSize(before.size() + 1);
        narrow.restore(new RestoreTarget(null, null));
        assertThat(narrow.sql("SELECT count(*) FROM filler WHERE text = 'after the hole'"))
                .isEqualTo("1");
    }

    /** When the node began to stop the pod that was there before. */
    private Instant stopped() {
        String times = database.kubectl.run(
                "get",
                "events",
                "--field-selector=reason=Killing,involvedObject.name=postgresql-0",
                "--sort-by=lastTimestamp",
                "-o",
                "jsonpath={.items[*].lastTimestamp}");
        return Instant.parse(times.substring(times.lastIndexOf(' ') + 1));
    }

    /** When the pod that is there became ready. */
    private Instant ready() {
        return Instant.parse(database.kubectl.run(
                "get",
                "pod",
                "postgresql-0",
                "-o",
                "jsonpath={.status.conditions[?(@.type==\"Ready\")].lastTransitionTime}"));
    }

    private static boolean isArchived(Database database, String wal) {
        return database.sql("SELECT last_archived_wal >= '" + wal + "' FROM pg_stat_archiver")
                .equals("t");
    }

    /** By the database's clock, some time after the last transaction and before the next one. */
    private static Instant now(Database database) {
        database.sql("SELECT pg_sleep(1.1)");
        String seconds = database.sql("SELECT extract(epoch FROM now())::bigint");
        database.sql("SELECT pg_sleep(1.1)");
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
