package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.chartfiles.RestoreScript.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code restore.sh} does without a server: it hands out WAL, and looks whether there is room. */
class RestoreScriptTest {

    private static final String FIFTH = "000000010000000000000005";
    private static final String SIXTH = "000000010000000000000006";
    private static final long MB = 1024 * 1024;

    @TempDir
    private Path home;

    private RestoreScript script;
    private Path fetched;
    private Path local;

    @BeforeEach
    void prepare() {
        script = new RestoreScript(home);
        fetched = home.resolve("RECOVERYXLOG");
        local = script.data.resolve("pg_wal");
        script.variables.put("RESTORE_LOCAL_WAL", "");
        script.variables.put("RESTORE_NEWEST", FIFTH);
    }

    @Test
    void walOfTheArchiveIsHandedOut() {
        script.fetchable(FIFTH, "archived");

        assertThat(wal(FIFTH)).isEqualTo(new Ended(0, ""));
        assertThat(RestoreScript.content(fetched)).isEqualTo("archived");
    }

    @Test
    void afterTheNewestOneTheWalEnds() {
        assertThat(wal(SIXTH)).isEqualTo(new Ended(1, ""));
        assertThat(wal(FIFTH)).as("the newest itself, just expired").isEqualTo(new Ended(1, ""));
        script.variables.put("RESTORE_NEWEST", "");
        assertThat(wal("000000010000000000000001")).as("an empty archive").isEqualTo(new Ended(1, ""));
    }

    @Test
    void aHoleIsNoEnd() {
        assertThat(wal("000000010000000000000004"))
                .isEqualTo(
                        new Ended(126, "WAL 000000010000000000000004 is missing, although " + FIFTH + " is there\n"));
        script.variables.put("RESTORE_NEWEST", "000000020000000000000009");
        assertThat(wal(FIFTH).code()).as("on an ancestor's timeline").isEqualTo(126);
        assertThat(wal("0000000200000001000000FF").code())
                .as("behind it in the next four gigabytes")
                .isEqualTo(1);
    }

    @Test
    void aTimelineWithoutAHistoryHasNone() {
        assertThat(wal("00000001.history")).isEqualTo(new Ended(1, ""));
    }

    /** Server refused, server away, wrong passphrase, no stanza, and a pgBackRest that was killed. */
    @ParameterizedTest
    @ValueSource(strings = {"39", "49", "95", "55", "137"})
    void whatTheRepositoryCanNotSayIsNoEnd(String code) {
        script.variables.put("ARCHIVE_GET_CODE", code);
        RestoreScript.file(local.resolve(SIXTH), "local");
        script.variables.put("RESTORE_LOCAL_WAL", local.toString());

        assertThat(wal(SIXTH)).isEqualTo(new Ended(126, ""));
        assertThat(wal("00000002.history").code()).isEqualTo(126);
    }

    @Test
    void whatWasNotArchivedComesFromTheDatabaseThatWasThere() throws IOException {
        RestoreScript.file(local.resolve(SIXTH), "local");
        script.fetchable(FIFTH, "archived");
        RestoreScript.file(local.resolve(FIFTH), "local");
        script.variables.put("RESTORE_LOCAL_WAL", local.toString());

        assertThat(wal(SIXTH).code()).isZero();
        assertThat(RestoreScript.content(fetched)).isEqualTo("local");
        assertThat(wal(FIFTH).code()).isZero();
        assertThat(RestoreScript.content(fetched)).as("the archive goes first").isEqualTo("archived");
        script.variables.put("RESTORE_NEWEST", "000000010000000000000007");
        assertThat(wal(SIXTH).code()).as("it fills a hole").isZero();
        Files.delete(fetched);
        Files.createDirectories(fetched.resolve(SIXTH).resolve("in the way"));
        assertThat(wal(SIXTH).code()).as("that can't be copied").isEqualTo(126);
    }

    @Test
    void aDatabaseTellsSinceWhenItHasLivedItsTimelines() throws IOException {
        assertThat(script.run("lives")).as("without any WAL").isEqualTo(new Ended(1, cannotOpen()));
        RestoreScript.file(local.resolve(FIFTH), "");
        assertThat(script.run("lives")).isEqualTo(new Ended(0, ""));
        RestoreScript.file(local.resolve("00000002.history"), "1\t0/6000000\tno reason\n");
        Files.setLastModifiedTime(
                local.resolve("00000002.history"), FileTime.from(Instant.ofEpochSecond(1_795_743_015)));

        assertThat(script.run("lives")).isEqualTo(new Ended(0, "00000002.history 1795743015\n"));
    }

    private String cannotOpen() {
        return script.run("lives").output();
    }

    @Test
    void aSecondDatabaseAndTheWalToReplayNeedRoom() {
        toRestore(100);
        // From the second to the fifth, the one that is fetched, and the first ones of the new timeline: eight files.
        script.archived(FIFTH);

        free(228);
        assertThat(script.run("room")).isEqualTo(new Ended(0, ""));
        free(227);
        assertThat(script.run("room"))
                .isEqualTo(new Ended(
                        4,
                        "postgresql-0: no room on " + script.volume
                                + " for a database of 100 MB beside the present one and"
                                + " 128 MB of WAL: 228 MB are needed, 227 MB are free. Raise persistence.size and"
                                + " deploy.\n"));
    }

    @Test
    void walThatIsReplayedDoesNotStay() {
        toRestore(100);
        script.archived("000000010000000300000005");
        script.variables.put("MAX_WAL_SIZE", "200");

        free(500);
        assertThat(script.run("room")).isEqualTo(new Ended(0, ""));
        free(499);
        assertThat(script.run("room").output()).contains("400 MB of WAL: 500 MB are needed");
    }

    @Test
    void aBackupAloneNeedsItsOwnWalOnly() {
        toRestore(100);
        script.archived("000000010000000300000005");
        script.variables.put("RESTORE_WAL_LAST", "000000010000000000000003");

        free(195);
        assertThat(script.run("room").output()).contains("96 MB of WAL: 196 MB are needed");
    }

    @Test
    void walThatWasNotArchivedIsKeptBesides() {
        toRestore(100);
        script.archived(FIFTH);
        RestoreScript.file(local.resolve("archive_status/000000010000000000000006.ready"), "");
        RestoreScript.file(local.resolve("archive_status/000000010000000000000004.done"), "");

        free(0);
        assertThat(script.run("room").output()).contains("160 MB of WAL: 260 MB are needed");
        script.variables.put("RESTORE_FROM", "/shop/shop-db/postgresql-0");
        assertThat(script.run("room").output()).as("of a copy").contains("128 MB of WAL: 228 MB are needed");
    }

    @Test
    void segmentsMayHaveAnotherSize() {
        toRestore(100);
        script.archived("00000001000000010000003F");
        script.variables.put("RESTORE_WAL_FIRST", "00000001000000010000003E");
        script.variables.put("POSTGRES_INITDB_ARGS", "--data-checksums --wal-segsize=64");

        free(0);
        assertThat(script.run("room").output()).contains("384 MB of WAL: 484 MB are needed");
    }

    @Test
    void aVolumeOfItsOwnForTheWalIsLookedAtToo() {
        toRestore(100);
        script.archived(FIFTH);
        Path wal = script.volume.resolveSibling("wal");
        script.variables.put("POSTGRES_INITDB_WALDIR", wal.resolve("pg_wal").toString());

        free(100);
        script.variables.put("FREE_WAL", Long.toString(128 * MB));
        assertThat(script.run("room")).isEqualTo(new Ended(0, ""));
        script.variables.put("FREE_WAL", Long.toString(128 * MB - 1));
        assertThat(script.run("room"))
                .isEqualTo(new Ended(
                        4,
                        "postgresql-0: no room on " + wal + " for the WAL of a recovery: 128 MB are needed, 127 MB are"
                                + " free. Raise persistence.walSize and deploy.\n"));
        free(99);
        assertThat(script.run("room").output())
                .contains("for a database of 100 MB beside the present one: 100 MB are needed, 99 MB are free.");
    }

    @Test
    void whatWouldMakeRoomIsOffered() {
        toRestore(100);
        script.archived(FIFTH);
        RestoreScript.file(script.data.resolve("base/1"), "x".repeat((int) (60 * MB)));

        free(170);
        assertThat(script.run("room").output())
                .endsWith(" Raise persistence.size and deploy, or restore over the present files: restore.inPlace"
                        + " (-Dpgchart.restore.inPlace).\n");
        free(160);
        assertThat(script.run("room").output()).endsWith(" Raise persistence.size and deploy.\n");
        Path kept = script.volume.resolve("pgdata.before-20261127T000000Z");
        RestoreScript.file(kept.resolve("base/1"), "x".repeat((int) (30 * MB)));
        assertThat(script.run("room").output())
                .contains(" Remove " + kept + ", 31 MB that earlier restores have kept, or raise persistence.size");
    }

    @Test
    void theFilesThatAreReplacedMakeRoomButNotTheirWal() {
        toRestore(100);
        script.archived(FIFTH);
        script.variables.put("RESTORE_IN_PLACE", "yes");
        RestoreScript.file(script.data.resolve("base/1"), "x".repeat((int) (60 * MB)));
        RestoreScript.file(local.resolve(FIFTH), "x".repeat((int) (16 * MB)));

        free(168);
        assertThat(script.run("room")).isEqualTo(new Ended(0, ""));
        free(167);
        assertThat(script.run("room").output())
                .contains("for a database of 100 MB and 128 MB of WAL: 228 MB are needed, 227 MB are free. Raise");
    }

    @Test
    void withoutRoomTheFilesInPlaceStayAsTheyAre() {
        toRestore(100);
        script.archived(FIFTH);
        script.variables.put("RESTORE_IN_PLACE", "yes");
        RestoreScript.file(script.data.resolve("global/pg_control"), "control");
        RestoreScript.file(local.resolve(FIFTH), "present");
        free(0);

        assertThat(script.run("restore").code()).isEqualTo(4);

        assertThat(local.resolve(FIFTH)).exists();
        assertThat(script.volume.resolve(".restore-unfinished")).doesNotExist();
    }

    @Test
    void aJobThatComesAfterTheDatabaseWasStartedAgainChangesNothing() throws IOException {
        toRestore(100);
        script.variables.put("RESTORE_IN_PLACE", "yes");
        script.variables.put("RESTORE_BEGUN", "1795743015");
        RestoreScript.file(script.data.resolve("postmaster.pid"), "1");
        Path started = script.volume.resolve(".database-started");
        RestoreScript.file(started, "");
        Files.setLastModifiedTime(started, FileTime.from(Instant.ofEpochSecond(1_795_743_016)));

        Ended ended = script.run("restore");

        assertThat(ended.code()).isEqualTo(6);
        assertThat(ended.output()).contains("the database was started on this volume after this restore was begun");
        assertThat(script.data.resolve("postmaster.pid")).exists();
        Files.setLastModifiedTime(started, FileTime.from(Instant.ofEpochSecond(1_795_743_000)));
        RestoreScript.file(script.repository.resolve("backup/main/20261127-012702F/backup.manifest"), "");
        assertThat(script.run("restore").code()).as("before it was begun").isEqualTo(RestoreScript.RESTORING);
    }

    @Test
    void anArchiveThatCanNotBeReadIsNoEmptyOne() {
        toRestore(100);
        script.variables.put("LIST_CODE", "49");

        assertThat(script.run("room").code()).isEqualTo(49);
        assertThat(script.run("restore").code()).isEqualTo(49);
    }

    private Ended wal(String file) {
        return script.run("wal", file, fetched.toString());
    }

    private void free(long megabytes) {
        script.variables.put("FREE", Long.toString(megabytes * MB));
    }

    private void toRestore(long megabytes) {
        script.variables.put("RESTORE_SET", "20261127-012702F");
        script.variables.put("RESTORE_TIMELINE", "1");
        script.variables.put("RESTORE_BYTES", Long.toString(megabytes * MB));
        script.variables.put("RESTORE_WAL_FIRST", "000000010000000000000002");
    }
}
