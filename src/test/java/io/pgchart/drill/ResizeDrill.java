package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.CrashError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The volume of a running database grows: the server goes on, and whoever is killed meanwhile is finished by the next. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ResizeDrill {

    private static final String CLAIM = "postgresql-storage-postgresql-0";

    private final Database database = new Database("resize");
    private String pod = "";
    private String started = "";

    @BeforeAll
    void install() {
        // Else it is a quarter of the volume, and the server is restarted when that changes.
        database.values.put("pgbackrest.walArchiving.queueMax", "256Mi");
        database.deploy();
        database.sql("CREATE TABLE kept AS SELECT * FROM generate_series(1, 1000) AS id");
        pod = podUid();
        started = database.sql("SELECT pg_postmaster_start_time()");
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    @Order(1)
    void from1GiTo2Gi() {
        database.values.put("persistence.size", "2Gi");

        String console = database.deploy();

        assertThat(console).contains("pods stay: volume postgresql-storage grows '1Gi' -> '2Gi'");
        livesOn("2Gi");
    }

    @Test
    @Order(2)
    void interruptedWhenTheClaimWasAskedToGrow() {
        database.values.put("persistence.size", "3Gi");
        killedAfter("PATCH PersistentVolumeClaim/" + CLAIM);
        assertThat(asked("statefulset/postgresql", "{.spec.volumeClaimTemplates[0].spec.resources.requests.storage}"))
                .isEqualTo("2Gi");

        database.deploy();

        livesOn("3Gi");
    }

    @Test
    @Order(3)
    void interruptedWhenTheWorkloadWasRemoved() {
        database.values.put("persistence.size", "4Gi");
        killedAfter("DELETE StatefulSet/postgresql");
        Database.until(
                "the workload's end",
                () -> database.kubectl
                                .ended("", "get", "statefulset", "postgresql")
                                .code()
                        != 0);
        assertThat(database.sql("SELECT count(*) FROM kept"))
                .as("without a workload")
                .isEqualTo("1000");

        assertThat(database.deploy()).contains("+ StatefulSet/postgresql");

        livesOn("4Gi");
    }

    private void killedAfter(String write) {
        assertThatThrownBy(() -> database.deployKilledAfter(write)).isInstanceOf(CrashError.class);
    }

    /** The same server in the same pod, with its rows, a larger volume and working backups. */
    private void livesOn(String size) {
        assertThat(asked("pvc/" + CLAIM, "{.status.capacity.storage}")).isEqualTo(size);
        assertThat(asked("statefulset/postgresql", "{.spec.volumeClaimTemplates[0].spec.resources.requests.storage}"))
                .isEqualTo(size);
        assertThat(asked("pod/postgresql-0", "{.metadata.ownerReferences[0].uid}"))
                .isEqualTo(asked("statefulset/postgresql", "{.metadata.uid}"));
        assertThat(podUid()).isEqualTo(pod);
        assertThat(database.sql("SELECT pg_postmaster_start_time()")).isEqualTo(started);
        assertThat(database.sql("SELECT count(*) FROM kept")).isEqualTo("1000");
        database.shell("pgbackrest check");
    }

    private String podUid() {
        return asked("pod/postgresql-0", "{.metadata.uid}");
    }

    private String asked(String object, String path) {
        return database.kubectl.run("get", object, "-o", "jsonpath=" + path);
    }
}
