package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.yaml.MapNode;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The document's flow on one database: installed, used, upgraded, backed up, removed and installed again. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LifeDrill {

    private static final String SYSTEM = "SELECT system_identifier FROM pg_control_system()";

    private final Database database = new Database("life");
    private String installed = "";

    @BeforeAll
    void install() {
        installed = database.deploy();
        database.sql("CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 1000)");
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    @Order(1)
    void theHookHasMadeAFullBackupOfThisVeryDatabase() {
        Info info = database.info();
        assertThat(info.status()).isZero();
        assertThat(info.systems()).containsExactly(database.sql(SYSTEM));
        assertThat(info.backups("full")).hasSize(1);
        assertThat(installed)
                .contains("Job/postgresql-pgbackrest-init postgresql-0: stanza main valid; full backup "
                        + info.backups("full").get(0));
    }

    @Test
    @Order(1)
    void theCaIsMirroredAndItsKeyIsNot() {
        MapNode mirrored = Objects.requireNonNull(
                database.kubectl.get("secret", "postgresql-minio-ca").map("data"));
        MapNode source = Objects.requireNonNull(
                new Kubectl("minio").get("secret", "minio-tls").map("data"));
        assertThat(mirrored.members()).containsOnlyKeys("ca.crt");
        assertThat(mirrored.text("ca.crt")).isEqualTo(source.text("tls.crt"));
    }

    @Test
    @Order(1)
    void aClientConnectsByTheNameOfTheService() {
        String query = "SELECT count(*) FROM orders";
        // From within the pod, but by DNS, the Service's address and the password.
        assertThat(database.client("postgresql", database.password(), query).orThrow())
                .isEqualTo("1000");
        assertThat(database.client("postgresql", "wrong", query).output()).contains("password authentication failed");
    }

    @Test
    @Order(1)
    void theNotesAreTrue() {
        assertThat(installed)
                .contains("host      postgresql.life.svc.cluster.local")
                .contains("kubectl -n life exec -it postgresql-0 -- psql")
                .contains("path /life/orders-db/<pod>");
        assertThat(database.kubectl.run("exec", "postgresql-0", "--", "psql", "-AtXc", "SELECT current_database()"))
                .isEqualTo("myapp");
        assertThat(database.kubectl.run("exec", "postgresql-0", "--", "pgbackrest", "info"))
                .contains("stanza: main", "status: ok");
        assertThat(database.shell("pgbackrest repo-ls")).contains("archive", "backup");
        assertThat(database.shell("echo $PGBACKREST_REPO1_PATH")).isEqualTo("/life/orders-db/postgresql-0");
    }

    @Test
    @Order(1)
    void statusTellsOfTheDatabaseItsArchiveAndItsBackups() {
        assertThat(database.status())
                .containsPattern(
                        "Database  postgresql-0 +PostgreSQL 15\\.\\d+, up for \\d+ (s|min), \\d+ MB in 2 databases")
                .containsPattern("postgresql-0 +WAL is archived, the last was archived \\d+ s ago")
                .containsPattern("postgresql-0 +stanza main: 1 backup, the newest \\S+F \\(full\\) \\d+ (s|min) old")
                .containsPattern("CronJob/postgresql-pgbackrest-full suspended");
    }

    @Test
    @Order(2)
    void aChangeOfConfigurationReplacesThePodAndNothingElse() {
        String pod = uid("pod", "postgresql-0");
        database.values.put("postgresql.config.work_mem", "8MB");

        String console = database.deploy();

        assertThat(console)
                .contains("~ ConfigMap/postgresql-config", "~ StatefulSet/postgresql")
                .contains("Deployed  orders-db revision 2");
        assertThat(uid("pod", "postgresql-0")).isNotEqualTo(pod);
        assertThat(database.sql("SHOW work_mem")).isEqualTo("8MB");
        assertThat(database.sql("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(database.info().backups("full"))
                .as("full backups after the hook ran again")
                .hasSize(1);
    }

    @Test
    @Order(3)
    void theCronJobsMakeTheirBackupsAndWaitForOneAnother() {
        String full = database.trigger("postgresql-pgbackrest-full");
        String incr = database.trigger("postgresql-pgbackrest-incr");

        database.complete(full);
        database.complete(incr);

        assertThat(database.info().backups("full")).hasSize(2);
        assertThat(database.info().backups("incr")).hasSize(1);
    }

    @Test
    @Order(4)
    void theOldestBackupExpires() {
        String oldest = database.info().backups("full").get(0);
        database.values.put("pgbackrest.backup.retentionFull", "1");
        database.deploy();

        database.complete(database.trigger("postgresql-pgbackrest-full"));

        assertThat(database.info().backups("full")).hasSize(1).doesNotContain(oldest);
    }

    @Test
    @Order(5)
    void whatWasRemovedMeetsItsDataPasswordAndStanzaAgain() {
        String system = database.sql(SYSTEM);
        String password = database.password();
        int backups = database.info().backups("full").size();

        assertThat(database.undeploy())
                .contains("PersistentVolumeClaim/postgresql-storage-postgresql-0", "kept; kubectl delete pvc");
        assertThat(database.kubectl.run("get", "statefulset,service,configmap,cronjob,job", "-o", "name"))
                .isEqualTo("configmap/kube-root-ca.crt");
        database.deploy();

        assertThat(database.sql(SYSTEM)).isEqualTo(system);
        assertThat(database.sql("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(database.password()).isEqualTo(password);
        assertThat(database.info().backups("full")).hasSize(backups);
    }

    private String uid(String kind, String name) {
        return database.kubectl.run("get", kind, name, "-o", "jsonpath={.metadata.uid}");
    }
}
