package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgchart.action.RestoreSource;
import io.pgchart.cluster.CrashError;
import io.pgchart.cluster.DisturbedCluster;
import io.pgchart.error.ClusterException;
import io.pgchart.error.RolloutException;
import io.pgchart.pgbackrest.RestoreTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The second of two instances, with its WAL on a volume of its own, is restored and interrupted wherever that is possible:
 * each time the next restore or deploy goes on, no row is lost, and the first instance notices nothing.
 */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class InterruptedRestoreDrill {

    private static final int RESTORED = 1;
    private static final RestoreTarget NEWEST = new RestoreTarget(null, null);
    private static final RestoreSource OWN = new RestoreSource(null, null, null);
    private static final String STATEFUL_SET = "PATCH StatefulSet/postgresql";
    private static final String RESTORE = "POST Job/postgresql-restore-";
    private static final String BACKUP = "POST Job/postgresql-pgbackrest-full-";

    private final Database database = new Database("interrupted");
    private String other = "";
    private int rows;

    @BeforeAll
    void install() {
        database.values.put("replicaCount", "2");
        database.values.put("persistence.walSize", "1Gi");
        database.values.put("pgbackrest.verify.schedule", "0 5 * * 6");
        database.deploy();
        other = uid(0);
        database.sql(RESTORED, "CREATE TABLE orders (id int PRIMARY KEY)");
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    @Order(1)
    void overTheFilesOfAServerThatWasKilledWhileASecondRestoreIsRefused() throws Exception {
        // Neither is archived: the segment is not full. What makes the server stay down is replaced by the backup's.
        commit();
        shell("echo 'no setting' >>$PGDATA/postgresql.auto.conf; kill -9 $(head -n 1 $PGDATA/postmaster.pid)");

        CompletableFuture<String> first = CompletableFuture.supplyAsync(
                () -> database.restore(NEWEST, OWN, RESTORED, true, Duration.ofMinutes(3)));
        Database.until("the first one holding the release", () -> secrets().contains("orders-db.v2"));
        assertThatThrownBy(() -> database.restore(NEWEST, OWN, RESTORED, true, Duration.ofSeconds(2)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("release orders-db")
                .hasMessageContaining(System.getProperty("user.name"));

        assertThat(first.get()).contains("Restored  orders-db revision 2, postgresql-1 from backup ");
        isWhole();
        assertThat(secrets()).doesNotContain("orders-db.v3");
        assertThat(shell("readlink $PGDATA/pg_wal; ls /var/lib/postgresql/wal"))
                .isEqualTo("/var/lib/postgresql/wal/pg_wal\npg_wal");
    }

    @Test
    @Order(2)
    void killedBeforeThePodStopsAndThenBeforeTheVolumeIsTouched() {
        commit();
        String pod = uid(RESTORED);
        killed(NEWEST, cluster -> cluster.killedBefore(STATEFUL_SET, 1));
        assertThat(uid(RESTORED)).isEqualTo(pod);

        killed(NEWEST, cluster -> cluster.killedBefore(RESTORE, 1));
        assertThat(database.kubectl.ended("", "get", "pod", "postgresql-1").code())
                .isNotZero();

        database.deploy();
        isWhole();
    }

    @Test
    @Order(3)
    void killedWhileItsJobWorks() {
        commit();
        killed(NEWEST, cluster -> cluster.killedAfter(RESTORE));
        Database.until(
                "its Job at work",
                () -> database.kubectl
                        .ended("", "logs", "-l", "app.kubernetes.io/component=restore", "--tail=-1")
                        .output()
                        .contains("postgresql-1: restoring "));

        // The Job ends what it has begun, and the pod waits for that.
        database.deploy();

        isWhole();
        assertThat(shell("ls -d $PGDATA.before-* /var/lib/postgresql/wal/pg_wal.before-*")
                        .lines())
                .hasSize(2);
        assertThat(shell("readlink $PGDATA/pg_wal $PGDATA.before-*/pg_wal"))
                .startsWith("/var/lib/postgresql/wal/pg_wal\n/var/lib/postgresql/wal/pg_wal.before-");
        shell("rm -r $PGDATA.before-* /var/lib/postgresql/wal/pg_wal.before-*");
    }

    @Test
    @Order(4)
    void itsJobIsKilledWhileFilesAreCopiedAndWhileItRecovers() {
        commit();
        for (String moment : new String[] {"postgresql-1: restoring ", "postgresql-1: recovering"}) {
            CompletableFuture<String> restore = CompletableFuture.supplyAsync(
                    () -> database.restore(NEWEST, OWN, RESTORED, false, Duration.ofMinutes(3)));
            await(moment)
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> restore.isDone() || database.console().contains(moment));
            database.kubectl.run(
                    "delete", "pod", "-l", "app.kubernetes.io/component=restore", "--force", "--grace-period=0");

            assertThatThrownBy(restore::join).hasCauseInstanceOf(RolloutException.class);
            assertThat(database.console()).contains("started again, with the data that it had");
            ready();
            isWhole();
        }
    }

    @Test
    @Order(5)
    void killedWhenTheRestoredVolumeIsInPlace() {
        commit();
        killed(NEWEST, cluster -> cluster.killedBefore(STATEFUL_SET, 2));

        database.deploy();

        isWhole();
    }

    @Test
    @Order(6)
    void withoutTheBackupAfterItTheCronJobOfVerifyTakesOneThatLeadsHere() {
        Instant here = now();
        database.sql(RESTORED, "DROP TABLE orders");
        // On the end that is abandoned now: the newest backup of all.
        database.complete(database.trigger("postgresql-pgbackrest-incr"));
        String timeline = timeline();

        killed(new RestoreTarget(here, null), cluster -> cluster.killedBefore(BACKUP, 1));

        isWhole();
        assertThat(timeline()).isNotEqualTo(timeline);
        database.complete(database.trigger("postgresql-pgbackrest-verify"));
        database.deploy();
        isWhole();
    }

    /** A row more, which is nowhere but in the WAL. */
    private void commit() {
        rows++;
        database.sql(RESTORED, "INSERT INTO orders VALUES (" + rows + ")");
    }

    private void isWhole() {
        assertThat(database.sql(RESTORED, "SELECT count(*), max(id) FROM orders"))
                .isEqualTo(rows + "|" + rows);
        assertThat(uid(0)).as("the other instance's pod").isEqualTo(other);
    }

    private void killed(RestoreTarget target, UnaryOperator<DisturbedCluster> killing) {
        assertThatThrownBy(() -> database.restoreKilled(target, RESTORED, killing))
                .isInstanceOf(CrashError.class);
    }

    /** By the database's clock, some time after the last transaction and before the next one. */
    private Instant now() {
        database.sql(RESTORED, "SELECT pg_sleep(1.1)");
        String now = database.sql(RESTORED, "SELECT extract(epoch FROM now())::bigint");
        database.sql(RESTORED, "SELECT pg_sleep(1.1)");
        return Instant.ofEpochSecond(Long.parseLong(now));
    }

    private String timeline() {
        return database.sql(RESTORED, "SELECT timeline_id FROM pg_control_checkpoint()");
    }

    private void ready() {
        Database.until(
                "a pod",
                () -> database.kubectl.ended("", "get", "pod", "postgresql-1").code() == 0);
        database.kubectl.run("wait", "--for=condition=Ready", "pod/postgresql-1", "--timeout=180s");
    }

    private String shell(String script) {
        return database.kubectl.run("exec", "postgresql-1", "-c", "postgresql", "--", "sh", "-c", script);
    }

    private String uid(int instance) {
        return database.kubectl.run("get", "pod", Database.pod(instance), "-o", "jsonpath={.metadata.uid}");
    }

    private String secrets() {
        return database.kubectl.run("get", "secret", "-l", "owner=helm", "-o", "name");
    }
}
