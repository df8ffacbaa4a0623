package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The keys of S3 are rotated under a database that is written to: in the runbook's order, and in the wrong one. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KeysDrill {

    private static final String SECRET = "planted-secret-key-";
    private static final List<String> KEYS = List.of("drill-first-key", "drill-second-key", "drill-third-key");

    private final Database database = new Database("keys");
    private final Writer writer = new Writer(database);
    private final S3Users users = new S3Users();

    KeysDrill() throws Exception {}

    @BeforeAll
    void install() throws Exception {
        for (String key : KEYS) {
            users.add(key, SECRET + key);
        }
        database.kubectl.run(
                "create",
                "secret",
                "generic",
                "orders-s3",
                "--from-literal=accessKeyId=" + KEYS.get(0),
                "--from-literal=secretAccessKey=" + SECRET + KEYS.get(0));
        database.values.remove("pgbackrest.s3.credentials.accessKeyId");
        database.values.remove("pgbackrest.s3.credentials.secretAccessKey");
        database.values.put("pgbackrest.s3.existingSecret", "orders-s3");
        database.deploy();
        writer.begin();
    }

    @AfterAll
    void remove() throws Exception {
        database.close();
        users.revoke(KEYS.get(2));
        users.close();
    }

    @Test
    @Order(1)
    void revokedLastNothingFails() throws Exception {
        writer.start();
        rotateTo(1);
        users.revoke(KEYS.get(0));

        archives();
        writer.stop();
        assertThat(database.kubectl.run("logs", "postgresql-0", "-c", "postgresql"))
                .contains("ready to accept connections")
                .doesNotContain("Forbidden");
    }

    @Test
    @Order(2)
    void revokedFirstWalWaitsUntilTheKeysAreThere() throws Exception {
        users.revoke(KEYS.get(1));
        writer.start();
        int then = writer.committed();
        database.sql("SELECT pg_switch_wal()");
        // Who pushes tells why only after the archiver has seen that it fails; and a busy node may be slow to answer.
        Database.until("a failure of the archiver and its reason", () -> {
            String status = database.status();
            return status.contains("403 (Forbidden); ") && status.contains("403 (Forbidden): ");
        });

        assertThat(database.console())
                .containsPattern(
                        "postgresql-0 +WAL can't be archived: .* failed with 403 \\(Forbidden\\); \\d+ files? ")
                .containsPattern("postgresql-0 +stanza main: .*403 \\(Forbidden\\): The Access Key Id you provided ");
        Database.until("rows meanwhile", () -> writer.committed() > then + 5);
        rotateTo(2);

        writer.stop();
        archives();
        writer.nothingIsMissing();
        assertThat(database.status()).doesNotContain("WAL is missing", "can't be archived");
    }

    private void rotateTo(int key) throws IOException {
        try (Runbook runbook = new Runbook("Rotate the keys of S3", database)) {
            Files.writeString(runbook.directory().resolve("accessKeyId"), KEYS.get(key));
            Files.writeString(runbook.directory().resolve("secretAccessKey"), SECRET + KEYS.get(key));
            runbook.run();
            String console = runbook.run();
            assertThat(console)
                    .contains("~ StatefulSet/postgresql                 pods will be replaced: a Secret changed")
                    .doesNotContain(SECRET);
            runbook.run();
        }
    }

    /** What was written until now gets into the repository. */
    private void archives() {
        String last = database.sql("SELECT pg_walfile_name(pg_switch_wal())");
        Database.until(
                "all WAL archived",
                () -> database.sql("SELECT last_archived_wal >= '" + last + "' FROM pg_stat_archiver")
                        .equals("t"));
        database.shell("pgbackrest check");
    }
}
