package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Execution;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What status tells of databases, and of what can't be asked. */
class StatusTest {

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void deploy() {
        town = new Town(output);
        town.backUp();
        town.deploy(Town.options());
    }

    @Test
    void aDatabaseTellsOfItself() {
        long now = town.server.clock().instant().getEpochSecond();
        answer(0, "version 15.20 (Debian)\nstarted " + (now - 60) + "\ndatabases 2\nbytes 30760660\nwaiting 0\n", "");

        assertThat(status())
                .contains(
                        "Database  postgresql-0                  PostgreSQL 15.20, up for 1 min, 30 MB in 2 databases");
        assertThat(town.server.executed())
                .singleElement()
                .satisfies(exec -> assertThat(exec.command()).containsExactly("sh", "/etc/postgresql/status.sh"));
    }

    @Test
    void aBackupThatTheScheduleHadLongAgoIsOverdue() {
        long now = town.server.clock().instant().getEpochSecond();
        String info = "info [{\"name\":\"main\",\"status\":{\"code\":0},\"backup\":[{\"label\":\"20200101-000000F\","
                + "\"type\":\"full\",\"archive\":{\"stop\":\"000000010000000000000003\"},\"lsn\":{\"stop\":\"0/3000050\"},"
                + "\"timestamp\":{\"stop\":" + (now - 3 * 86_400) + "}}]}]\n";
        answer(0, "version 15.20\n" + info, "");

        assertThat(status()).contains("postgresql-0                  a backup is overdue: the schedule had one for ");
    }

    @Test
    void aPodThatIsNotThereOrDoesNotAnswerIsNoReasonToTellNothing() {
        assertThat(status())
                .contains("Status    deployed")
                .contains("Database  postgresql-0                  can't be asked: pods \"postgresql-0\" not found");

        answer(1, "", "psql: error: the database system is starting up\nmore\n");
        assertThat(status())
                .contains(
                        "postgresql-0                  does not answer: psql: error: the database system is starting up");
    }

    @Test
    void cronJobsSayWhenTheyRunNext() {
        assertThat(status()).containsPattern("CronJob/postgresql-pgbackrest-full next at \\S+T02:00:00Z");

        town.values.put("pgbackrest.backup.suspend", "true");
        town.deploy(Town.options());
        assertThat(status()).contains("CronJob/postgresql-pgbackrest-full suspended");
    }

    private void answer(int exitCode, String output, String errors) {
        town.server.onExec(exec -> new Execution(exitCode, output, errors));
    }

    private String status() {
        int before = town.console.text().length();
        new Status(town.workbench(town.server.connect())).run("orders-db");
        return town.console.text().substring(before);
    }
}
