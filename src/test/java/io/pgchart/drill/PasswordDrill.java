package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Passwords change, and clients log in with what the Secret holds each time. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PasswordDrill {

    private static final String FIRST = "planted-first";
    /** With what a passfile, a shell and SQL could stumble over. */
    private static final String SECOND = "planted: 'second' \\ \"$HOME\" %s é";

    private static final String EDITED = "planted-edited";

    private final Database database = new Database("password");

    @BeforeAll
    void install() {
        database.values.put("pgbackrest.enabled", "false");
        // Whatever is logged of statements would be seen.
        database.values.put("postgresql.config.log_statement", "all");
        database.values.put("postgresql.config.log_min_duration_statement", "0");
        database.values.put("postgresql.password", FIRST);
        database.deploy();
    }

    @AfterAll
    void remove() {
        database.close();
    }

    private boolean logsIn(String password) {
        Kubectl.Ended ended = database.client("postgresql", password, "SELECT 'in'");
        boolean isIn = ended.code() == 0;
        assertThat(ended.output()).contains(isIn ? "in" : "password authentication failed");
        return isIn;
    }

    private String pod() {
        return database.kubectl.run("get", "pod", "postgresql-0", "-o", "jsonpath={.metadata.uid}");
    }

    private void nothingIsShown(String console, String... passwords) {
        String log = database.kubectl.run("logs", "postgresql-0", "--all-containers");
        assertThat(log).contains("database system is ready").doesNotContain(passwords);
        assertThat(log).as("not even hashed").doesNotContain("SCRAM-SHA-256$");
        assertThat(console).doesNotContain(passwords);
        assertThat(database.shell("ls -A /tmp")).doesNotContain("tmp.");
    }

    @Test
    @Order(1)
    void changedInTheValues() {
        assertThat(logsIn(FIRST)).isTrue();
        String pod = pod();
        database.values.put("postgresql.password", SECOND);

        String console = database.deploy();

        assertThat(console)
                .contains(
                        "~ StatefulSet/postgresql                 pods will be replaced: a Secret changed",
                        "Password  postgresql-0: set to what Secret/postgresql holds");
        assertThat(pod()).isNotEqualTo(pod);
        assertThat(database.password()).isEqualTo(SECOND);
        assertThat(logsIn(SECOND)).isTrue();
        assertThat(logsIn(FIRST)).isFalse();
        nothingIsShown(console, FIRST, SECOND);
        assertThat(database.deploy()).contains("Unchanged");
    }

    @Test
    @Order(2)
    void droppedFromTheValues() {
        String pod = pod();
        database.values.remove("postgresql.password");

        assertThat(database.deploy()).doesNotContain("replaced", "Password  ", "generated;");

        assertThat(pod()).isEqualTo(pod);
        assertThat(database.password()).isEqualTo(SECOND);
        assertThat(logsIn(SECOND)).isTrue();
    }

    @Test
    @Order(3)
    void editedInASecretOfOnesOwn() {
        database.kubectl.run("create", "secret", "generic", "own", "--from-literal=password=" + SECOND);
        database.values.put("postgresql.existingSecret", "own");
        assertThat(database.deploy()).doesNotContain("Password  ");
        String pod = pod();
        database.kubectl.run("patch", "secret", "own", "-p", "{\"stringData\": {\"password\": \"" + EDITED + "\"}}");

        String console = database.deploy();

        assertThat(console).contains("Password  postgresql-0: set to what Secret/own holds");
        assertThat(pod()).isNotEqualTo(pod);
        assertThat(logsIn(EDITED)).isTrue();
        assertThat(logsIn(SECOND)).isFalse();
        nothingIsShown(console, EDITED, SECOND);
    }
}
