package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the database's containers may do, and what can be read of its secrets from within and in its logs. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PodSecurityDrill {

    private static final String PASSWORD = "planted-password-of-the-superuser";

    private final Database database = new Database("pod-security");

    @BeforeAll
    void install() {
        database.values.put("postgresql.password", PASSWORD);
        database.deploy();
    }

    @AfterAll
    void remove() {
        database.close();
    }

    @Test
    void everyProcessIsOfTheOneUser() {
        assertThat(database.shell("id -u; id -g")).isEqualTo("999\n999");
        // The pause container's own process is seen as well, and for a moment the runtime that a probe is begun by.
        assertThat(database.shell(
                                "cat /proc/[0-9]*/status 2>/dev/null | sed -n 's/^Name:\\t//p; s/^Uid:\\t//p' | paste - -")
                        .lines())
                .filteredOn(process -> !process.startsWith("pause\t") && !process.startsWith("runc"))
                .hasSizeGreaterThan(3)
                .allMatch(process -> process.endsWith("\t999\t999\t999\t999"));
    }

    @Test
    void theRootFileSystemCanNotBeWritten() {
        assertThat(database.shell("touch /nothing 2>&1 || true; touch /usr/bin/nothing 2>&1 || true"))
                .isEqualTo("touch: cannot touch '/nothing': Read-only file system\n"
                        + "touch: cannot touch '/usr/bin/nothing': Read-only file system");
    }

    @Test
    void thereIsNoTokenOfTheApi() {
        assertThat(database.shell("ls /var/run/secrets 2>&1 || true")).contains("No such file or directory");
    }

    @Test
    void thePasswordIsInNoProcess() {
        assertThat(database.shell(
                        "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | sort -u"))
                .contains("PGDATA=")
                .doesNotContain(PASSWORD);
    }

    @Test
    void noSecretIsInALog() {
        String logs = database.kubectl.run("logs", "postgresql-0", "--all-containers")
                + database.kubectl.run("logs", "job/postgresql-pgbackrest-init", "--all-containers")
                + database.console();
        assertThat(logs)
                .contains("database system is ready to accept connections", "new backup label")
                .doesNotContain(PASSWORD, "test-secret-key");
    }

    @Test
    void itStopsFastUnderAnIdleClientAndWithoutRecovery() throws InterruptedException {
        Thread client = new Thread(() -> database.psql(0, "SELECT pg_sleep(600)"));
        client.start();
        Database.until(
                "a client",
                () -> database.sql(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()")
                        .equals("1"));

        long begun = System.nanoTime();
        database.kubectl.run("delete", "pod", "postgresql-0", "--wait=true");
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;

        assertThat(seconds).as("seconds until the pod was gone").isLessThan(20);
        database.ready();
        assertThat(database.kubectl.run("logs", "postgresql-0", "-c", "postgresql"))
                .contains("database system was shut down at")
                .doesNotContain("was not properly shut down");
        client.join();
    }
}
