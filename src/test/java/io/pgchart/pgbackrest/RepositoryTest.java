package io.pgchart.pgbackrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryTest {

    /** As pgBackRest 2.45 wrote it on a real node, of a database that was restored once. */
    private static final String INFO = """
            info [{"archive":[{"database":{"id":1,"repo-key":1},"id":"15-1","max":"000000020000000000000007","min":"000000010000000000000001"}],\
            "backup":[{"archive":{"start":"000000010000000000000002","stop":"000000010000000000000003"},"backrest":{"format":5,"version":"2.45"},\
            "database":{"id":1,"repo-key":1},"error":false,"info":{"delta":30759081,"repository":{"delta":4089888,"size":4089888},"size":30759081},\
            "label":"20261127-012702F","lsn":{"start":"0/2000028","stop":"0/3000050"},"prior":null,"reference":null,\
            "timestamp":{"start":1795742822,"stop":1795742825},"type":"full"}],"cipher":"none",\
            "db":[{"id":1,"repo-key":1,"system-id":7712656655978946603,"version":"15"}],"name":"main",\
            "repo":[{"cipher":"none","key":1,"status":{"code":0,"message":"ok"}}],\
            "status":{"code":0,"lock":{"backup":{"held":false}},"message":"ok"}}]""";

    private static final String HISTORY = "1\t0/6000000\tbefore 2026-11-27 01:30:00.039493+00\n";

    private static final String FILES = """
            histories 15-1 {".":{"type":"path"},"00000002.history":{"type":"file","size":50,"time":1795743015}}
            history 15-1 00000002.history %s
            wal 15-1 {".":{"type":"path"},"000000020000000000000006-26ee.gz":{"type":"file","size":9,"time":1795743016},\
            "000000020000000000000007-aa92.gz":{"type":"file","size":9,"time":1795743076}}
            """.formatted(base64(HISTORY));

    @Test
    void itIsReadFromWhatTheScriptWrote() {
        Repository repository = read(INFO + "\n" + FILES);

        assertThat(repository.stanza()).isEqualTo(new Stanza(0, "ok"));
        assertThat(repository.own()).isNull();
        assertThat(repository.lastWal()).isEqualTo(Instant.ofEpochSecond(1_795_743_076));
        assertThat(repository.backups())
                .containsExactly(new BackupSet(
                        "20261127-012702F",
                        BackupType.FULL,
                        Instant.ofEpochSecond(1_795_742_822),
                        Instant.ofEpochSecond(1_795_742_825),
                        new WalRange("000000010000000000000002", "000000010000000000000003", Lsn.parse("0/3000050")),
                        30_759_081,
                        false));
        assertThat(repository.timelines())
                .containsExactly(
                        Timeline.first(),
                        new Timeline(2, Instant.ofEpochSecond(1_795_743_015), Map.of(1L, Lsn.parse("0/6000000"))));
    }

    @Test
    void ofTheDatabasesThatAStanzaHasKnownThePresentOneCounts() {
        String upgraded = INFO.replace("\"db\":[{\"id\":1,", "\"db\":[{\"id\":1},{\"id\":2,");

        assertThat(read(upgraded + "\n" + FILES).backups()).isEmpty();
    }

    @Test
    void anEmptyPathHasNeitherBackupsNorWal() {
        Repository repository = read("info [{\"backup\":[],\"db\":[],\"name\":\"main\","
                + "\"status\":{\"code\":1,\"message\":\"missing stanza path\"}}]");

        assertThat(repository.stanza().isAbsent()).isTrue();
        assertThat(repository.stanza().message()).isEqualTo("missing stanza path");
        assertThat(repository.lastWal()).isEqualTo(Instant.EPOCH);
        assertThat(repository.timelines()).containsExactly(Timeline.first());
    }

    @Test
    void aRepositoryThatCanNotBeReadIsToldInItsOwnWords() {
        Repository repository = read("info [{\"name\":\"main\",\"repo\":[{\"key\":1,\"status\":{\"code\":99,"
                + "\"message\":\"[CryptoError] unable to verify certificate\\nmore\"}}],"
                + "\"status\":{\"code\":99,\"message\":\"other\"}}]");

        assertThat(repository.stanza()).isEqualTo(new Stanza(99, "[CryptoError] unable to verify certificate"));
    }

    @Test
    void aCopySeesWhetherItsOwnPathIsTaken() {
        assertThat(read(INFO + "\nown " + INFO.substring(5) + "\n").own()).isEqualTo(new Stanza(0, "ok"));
        assertThat(read(INFO + "\nown [{\"name\":\"main\",\"status\":{\"code\":1,\"message\":\"missing\"}}]\n")
                        .own())
                .isEqualTo(new Stanza(1, "missing"));
    }

    @Test
    void aTimelineIsNotYoungerThanABackupThatWasMadeOnIt() {
        String onTheSecond =
                INFO.replace("\"stop\":\"000000010000000000000003\"", "\"stop\":\"000000020000000000000003\"");

        assertThat(read(onTheSecond + "\n" + FILES).timelines().get(1).begun())
                .isEqualTo(Instant.ofEpochSecond(1_795_742_822));
    }

    @Test
    void anythingElseIsABug() {
        assertThatThrownBy(() -> Repository.read(List.of("no base64!"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Repository.read(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its log has no end");
        assertThatThrownBy(() -> read("info {no json")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Repository read(String text) {
        String encoded = base64(text + "\nend\n");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < encoded.length(); i += 400) {
            lines.add(encoded.substring(i, Math.min(encoded.length(), i + 400)));
        }
        return Repository.read(lines);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
