package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What status tells of databases, and of what can't be asked. */
class StatusTest {

    private static final Pattern DESCRIPTION = Pattern.compile("\"description\":\"(?:[^\"\\\\]|\\\\.)*\",\"status\":");

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
    void ofADatabaseThatDoesNotRunItIsToldWhereTheReasonStands() {
        String gone = "Internal error occurred: unable to upgrade connection: container not found (\"postgresql\")";
        town.server.onExec(exec -> {
            throw new RefusedException(
                    new RefusedException.Refusal("Pod/postgresql-0", 500, "InternalError", gone, List.of()));
        });
        assertThat(status()).contains("does not run; kubectl logs postgresql-0 -c postgresql says why");

        town.server.log(
                new ContainerRef("postgresql-0", "postgresql", false),
                "FATAL:  could not write to file \"pg_wal/xlogtemp.32\": No space left on device",
                "LOG:  database system is shut down");
        assertThat(status())
                .contains("does not run: its volume is full; give it more room (persistence.size), and deploy");
    }

    @Test
    void cronJobsSayWhenTheyRunNext() {
        assertThat(status()).containsPattern("CronJob/postgresql-pgbackrest-full next at \\S+T02:00:00Z");

        town.values.put("pgbackrest.backup.suspend", "true");
        town.deploy(Town.options());
        assertThat(status()).contains("CronJob/postgresql-pgbackrest-full suspended");
    }

    @Test
    void aFailedUpgradeSaysWhyAndWhichRevisionIsStillDeployed() {
        town.values.put("resources.limits.cpu", "2");
        town.server.refuse("PATCH StatefulSet/postgresql", 500, "InternalError", "etcd is away");
        assertThat(Told.by(() -> town.deploy(Town.options()))).contains("etcd is away");

        assertThat(status())
                .containsPattern("(?m)^Status {4}failed {2}postgresql-0\\.1\\.0 {2}\\S+$")
                .containsPattern(
                        "(?m)^Reason {4}Upgrade \"orders-db\" failed: StatefulSet/postgresql: the server answered"
                                + " 500 InternalError: etcd is away .*Look at the API server, then run the goal again\\.$")
                .contains("Next      mend that, then deploy again: mvn pgchart:deploy; or go back: mvn pgchart:rollback"
                        + " -Dpgchart.revision=1\n");
    }

    @Test
    void aFailedInstallCanBeRemovedAndAFailedRemovalGoesOn() {
        Town other = new Town(output);
        other.server.refuse("PATCH StatefulSet/postgresql", 500, "InternalError", "etcd is away");
        Told.by(() -> other.deploy(Town.options()));
        assertThat(status(other))
                .contains("Reason    Release \"orders-db\" failed: StatefulSet/postgresql: ")
                .contains("Next      mend that, then deploy again: mvn pgchart:deploy; or remove what is there: mvn"
                        + " pgchart:undeploy\n");

        other.server.refuse("DELETE Service/postgresql", 500, "InternalError", "etcd is away");
        Told.by(() -> new Undeploy(other.workbench(other.server.connect()))
                .run(new UndeployRequest("orders-db", Town.ROLLOUT, false, false, false, null)));
        assertThat(status(other))
                .contains("Reason    Uninstallation of \"orders-db\" failed: Service/postgresql: ")
                .contains("Next      mend that, then remove what is left: mvn pgchart:undeploy\n");
    }

    @Test
    void theReasonThatAHelmHasWrittenIsOneLineWithoutSecrets() throws IOException {
        Town other = new Town(output);
        other.values.put("postgresql.password", "planted-secret");
        other.server.refuse("PATCH StatefulSet/postgresql", 500, "InternalError", "etcd is away");
        Told.by(() -> other.deploy(Town.options()));
        describe(other, "failed post-install: 1 error occurred:\\n\\t* 'planted-secret' is no password\\n\\n");

        assertThat(status(other))
                .contains("Reason    failed post-install: 1 error occurred: * '*****' is no password\n")
                .doesNotContain("planted-secret");
    }

    /** Writes another description into the first record, as JSON has it. */
    private static void describe(Town town, String description) throws IOException {
        LiveObject secret = Objects.requireNonNull(town.find("v1", "Secret", "sh.helm.release.v1.orders-db.v1"));
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(secret.text("data", "release")));
        String json;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(DESCRIPTION
                    .matcher(json)
                    .replaceFirst(Matcher.quoteReplacement("\"description\":\"" + description + "\",\"status\":"))
                    .getBytes(StandardCharsets.UTF_8));
        }
        byte[] again = Base64.getEncoder().encode(Base64.getEncoder().encode(out.toByteArray()));
        String data = new String(again, StandardCharsets.US_ASCII);
        town.server.patch(secret.id(), "helm", "data: {release: " + data + "}");
    }

    private void answer(int exitCode, String output, String errors) {
        town.server.onExec(exec -> new Execution(exitCode, output, errors));
    }

    private String status() {
        return status(town);
    }

    private static String status(Town town) {
        int before = town.console.text().length();
        new Status(town.workbench(town.server.connect())).run("orders-db");
        return town.console.text().substring(before);
    }
}
