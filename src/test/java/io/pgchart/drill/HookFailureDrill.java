package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.RolloutException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A repository that refuses: the hook says why, in words, and nothing is damaged. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HookFailureDrill {

    private final Database database = new Database("hook-failure");

    @BeforeAll
    void install() {
        database.deploy();
        database.sql("CREATE TABLE orders AS SELECT generate_series(1, 10) AS id");
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    @Order(1)
    void wrongCredentials() {
        // A Secret that changes does not replace the pod by itself, and the environment is that of its start.
        database.values.put("podAnnotations.credentials", "wrong");
        try {
            with("pgbackrest.s3.credentials.secretAccessKey", "wrong-secret-key")
                    .saysWhy("failed with 403", "signature", "Check pgbackrest.s3.");
        } finally {
            database.values.remove("podAnnotations.credentials");
        }
    }

    @Test
    @Order(1)
    void aBucketThatIsNotThere() {
        with("pgbackrest.s3.bucket", "nowhere").saysWhy("The specified bucket does not exist", "Check pgbackrest.s3.");
    }

    @Test
    @Order(1)
    void anAuthorityThatIsNotTheServers() {
        database.values.put("pgbackrest.tls.enabled", "false");
        try {
            saysWhy(
                    "unable to verify certificate",
                    "Set pgbackrest.tls.enabled=true, and the CA under pgbackrest.tls.ca.");
        } finally {
            database.values.put("pgbackrest.tls.enabled", "true");
        }
    }

    @Test
    @Order(2)
    void afterAllOfThatTheNextDeployIsWhole() {
        String console = database.deploy();

        assertThat(console).contains("stanza main valid; full backup");
        assertThat(database.info().backups("full")).hasSize(1);
        assertThat(database.sql("SELECT count(*) FROM orders")).isEqualTo("10");
    }

    @Test
    @Order(3)
    void aRepositoryOfAnotherDatabase() {
        try (Database other = new Database("hook-failure-other")) {
            // Without backups there is no guard; then the path of the first one is given to it.
            other.values.put("pgbackrest.enabled", "false");
            other.deploy();
            other.values.put("pgbackrest.enabled", "true");
            other.values.put("pgbackrest.repoPath", "/hook-failure/orders-db");
            List<String> before = database.info().backups("full");

            assertThatThrownBy(other::deploy)
                    .isInstanceOf(RolloutException.class)
                    .hasMessageContaining("Job/postgresql-pgbackrest-init");
            assertThat(other.console())
                    .contains("belongs to another database. Nothing was changed there. Set pgbackrest.repoPath");

            assertThat(database.info().backups("full")).isEqualTo(before);
            assertThat(database.info().systems()).hasSize(1);
        }
    }

    private Changed with(String value, String wrong) {
        return new Changed(value, wrong);
    }

    /** A deploy with one value that is wrong. */
    private final class Changed {

        private final String value;
        private final String wrong;

        private Changed(String value, String wrong) {
            this.value = value;
            this.wrong = wrong;
        }

        void saysWhy(String... words) {
            String right = database.values.put(value, wrong);
            try {
                HookFailureDrill.this.saysWhy(words);
            } finally {
                database.values.put(value, right);
            }
        }
    }

    private void saysWhy(String... words) {
        assertThatThrownBy(database::deploy)
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("Job/postgresql-pgbackrest-init");
        assertThat(database.console()).contains(words).doesNotContain("wrong-secret-key", "test-secret-key");
        assertThat(database.sql("SELECT count(*) FROM orders")).isEqualTo("10");
    }
}
