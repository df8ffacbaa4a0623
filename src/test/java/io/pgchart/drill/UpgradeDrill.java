package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A database gets a newer PostgreSQL, as the runbook says: a minor version by another image, a major one by dump and
 * restore into a second release. {@code .ci/drills} makes the images.
 */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UpgradeDrill {

    private static final String ROWS = "SELECT count(*), sum(id) FROM orders";
    private static final String SUM = "1000|500500";

    private final Database database = new Database("upgrade");
    private final Database next = new Database("upgrade-new");

    @BeforeAll
    void install() {
        database.values.put("image.tag", "15.0-previous");
        database.deploy();
        database.sql("CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 1000);"
                + " CREATE ROLE shop LOGIN PASSWORD 'planted-shop'; GRANT SELECT ON orders TO shop");
    }

    @AfterAll
    void remove() {
        database.close();
        next.close();
    }

    @Test
    @Order(1)
    void aMinorVersionIsAnotherImage() {
        String before = database.sql("SHOW server_version");
        String pod = database.kubectl.run("get", "pod", "postgresql-0", "-o", "jsonpath={.metadata.uid}");
        String backup = database.info().backups("full").get(0);

        try (Runbook runbook = new Runbook("A minor version of PostgreSQL", database)) {
            String console = runbook.with("15.0-2", "15.0").run();
            assertThat(console)
                    .contains("~ StatefulSet/postgresql                 pods will be replaced")
                    .contains("postgresql-0: stanza main valid; full backup " + backup);
            // Where Debian has but one minor version, both images hold it.
            String after = runbook.run();
            System.out.println("PostgreSQL " + before + " -> " + after);
            assertThat(after).startsWith("15.");
        }

        assertThat(database.kubectl.run("get", "pod", "postgresql-0", "-o", "jsonpath={.metadata.uid}"))
                .isNotEqualTo(pod);
        assertThat(database.kubectl.run("logs", "postgresql-0", "-c", "postgresql"))
                .contains("database system was shut down at")
                .doesNotContain("was not properly shut down", "was interrupted");
        assertThat(database.sql(ROWS)).isEqualTo(SUM);
        assertThat(database.info().backups("full")).containsExactly(backup);
        database.shell("pgbackrest check");
    }

    @Test
    @Order(2)
    void aMajorVersionIsASecondRelease() {
        String system = database.sql("SELECT system_identifier FROM pg_control_system()");
        List<String> backups = database.info().backups("full");

        try (Runbook runbook = new Runbook("A major version", database)) {
            runbook.with("orders-new", next.namespace()).with("17.0-1", "17").runIn(next);
            runbook.run();
            assertThat(runbook.run()).contains("PostgreSQL database cluster dump complete");
            assertThat(runbook.run().lines())
                    .containsExactly(
                            "ERROR:  role \"postgres\" already exists", "ERROR:  database \"myapp\" already exists");
            assertThat(runbook.run()).isEqualTo("The password of postgres was set to what the Secret holds.");
            runbook.run();
            runbook.run();
            assertThat(runbook.run()).as("tables that differ").isEmpty();
        }

        assertThat(next.sql("SHOW server_version")).startsWith("17.");
        assertThat(next.sql(ROWS)).isEqualTo(SUM);
        assertThat(next.client("postgresql", next.password(), ROWS).orThrow()).isEqualTo(SUM);
        assertThat(next.shell("PGPASSWORD=planted-shop psql -h postgresql -U shop -AtXc '" + ROWS + "'"))
                .isEqualTo(SUM);
        next.shell("pgbackrest check");
        assertThat(database.sql("SELECT system_identifier FROM pg_control_system()"))
                .isEqualTo(system);
        assertThat(database.sql(ROWS)).isEqualTo(SUM);
        Database.until(
                "the backups of the old one",
                () -> database.info().backups("full").equals(backups));
    }
}
