package io.pgchart.pgbackrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseStateTest {

    private static final Instant NOW = Instant.parse("2026-11-27T02:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();

    private static final String SERVER = """
            version 15.20 (Debian 15.20-0+deb12u1)
            started %d
            databases 2
            bytes 30760660
            recovering f
            """.formatted(SECONDS - 3 * 3600);

    private static final String BACKUPS =
            "info [{\"name\":\"main\",\"status\":{\"code\":0,\"message\":\"ok\"},\"backup\":["
                    + backup("20261122-020000F", "full", SECONDS - 5 * 86_400) + ","
                    + backup("20261122-020000F_20261127-010000I", "incr", SECONDS - 3540) + "]}]\n";

    @Test
    void ofADatabaseWithoutBackupsThereIsItselfToTell() {
        assertThat(DatabaseState.read(SERVER + "waiting 0\n").texts(NOW))
                .containsExactly("PostgreSQL 15.20, up for 3 h, 30 MB in 2 databases");
    }

    @Test
    void theArchiveAndTheBackupsAreToldWithTheirAges() {
        String archived = "archived 00000002000000000000000C " + (SECONDS - 32) + "\nwaiting 1\n";

        DatabaseState state = DatabaseState.read(SERVER + archived + BACKUPS + "chain whole\n");

        assertThat(state.texts(NOW))
                .containsExactly(
                        "PostgreSQL 15.20, up for 3 h, 30 MB in 2 databases",
                        "WAL is archived, the last was archived 32 s ago",
                        "stanza main: 2 backups, the newest 20261122-020000F_20261127-010000I (incr) 59 min old,"
                                + " the newest full one 5 days old");
    }

    @Test
    void anArchiverThatFailsIsToldWithItsReason() {
        String failing = "archived 00000002000000000000000C " + (SECONDS - 300) + "\n"
                + "failing 00000002000000000000000D " + (SECONDS - 10) + "\nwaiting 4\n"
                + "reason unable to connect to 'minio.minio.svc:9000'\n";

        assertThat(DatabaseState.read(SERVER + failing + BACKUPS).texts(NOW))
                .contains("WAL can't be archived: unable to connect to 'minio.minio.svc:9000'; 4 files waiting,"
                        + " the last was archived 5 min ago");
        assertThat(DatabaseState.read(SERVER + "failing 000000020000000000000001 5\nwaiting 1\n" + BACKUPS)
                        .texts(NOW))
                .contains("WAL can't be archived: the log of the pod says why; 1 file waiting");
    }

    @Test
    void ofARequestThatWasRefusedTheReasonIsToldAndNotTheRequest() {
        String failing = "failing 00000002000000000000000D " + (SECONDS - 10) + "\nwaiting 1\n"
                + "reason unable to load info file: ProtocolError: HTTP request failed with 403 (Forbidden):"
                + " *** Path/Query ***: GET /pgbackrest/k\n";
        String refused =
                "info [{\"name\":\"main\",\"repo\":[{\"status\":{\"code\":99,\"message\":\"[ProtocolError] HTTP"
                        + " request failed with 403 (Forbidden):\\n*** Path/Query ***:\\nGET /b\\n*** Response Content ***:\\n"
                        + "<Code>InvalidAccessKeyId</Code><Message>The Access Key Id does not exist.</Message>\"}}]}]\n";

        assertThat(DatabaseState.read(SERVER + failing + refused).texts(NOW))
                .contains(
                        "WAL can't be archived: unable to load info file: ProtocolError: HTTP request failed with 403"
                                + " (Forbidden); 1 file waiting",
                        "stanza main: [ProtocolError] HTTP request failed with 403 (Forbidden): The Access Key Id does"
                                + " not exist.");
    }

    @Test
    void droppedWalAndARepositoryThatCanNotBeReadAreTold() {
        String away =
                "info [{\"name\":\"main\",\"repo\":[{\"status\":{\"code\":99,\"message\":\"[HostConnectError] no\"}}],"
                        + "\"status\":{\"code\":99,\"message\":\"other\"}}]\n";

        assertThat(DatabaseState.read(SERVER + "waiting 0\n" + away + "chain \n")
                        .texts(NOW))
                .contains("no WAL was archived yet", "stanza main: [HostConnectError] no");
        assertThat(DatabaseState.read(SERVER + "waiting 3\nunread no answer within 20 s\n")
                        .texts(NOW))
                .contains(
                        "no WAL was archived yet, 3 files waiting",
                        "the repository can't be read: no answer within 20 s");
        assertThat(DatabaseState.read(SERVER + "waiting 0\n" + BACKUPS + "chain broken\n")
                        .texts(NOW))
                .contains("WAL is missing in the repository after the newest backup; the next one will be a full one");
    }

    @Test
    void agesAndSizesAreRound() {
        assertThat(DatabaseState.age(NOW.minusSeconds(59), NOW)).isEqualTo("59 s");
        assertThat(DatabaseState.age(NOW.plusSeconds(5), NOW)).isEqualTo("0 s");
        assertThat(DatabaseState.age(NOW.minusSeconds(47 * 3600), NOW)).isEqualTo("47 h");
        assertThat(DatabaseState.size(1)).isEqualTo("1 MB");
        assertThat(DatabaseState.size(12_345_678_901L)).isEqualTo("12 GB");
    }

    private static String backup(String label, String type, long stop) {
        return "{\"label\":\"" + label + "\",\"type\":\"" + type
                + "\",\"archive\":{\"stop\":\"000000010000000000000003\"},"
                + "\"lsn\":{\"stop\":\"0/3000050\"},\"timestamp\":{\"stop\":" + stop + "}}";
    }
}
