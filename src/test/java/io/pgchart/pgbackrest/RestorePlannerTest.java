package io.pgchart.pgbackrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A database whose table was dropped at 12:00. At 13:00 it was taken back to 11:30: that is where timeline 2 left the
 * first one, whose end was abandoned, with a backup of 12:30 on it.
 */
class RestorePlannerTest {

    private static final BackupSet MORNING = backup("20261127-100000F", "10:05", 1, "0/5000000");
    private static final BackupSet ABANDONED = backup("20261127-122500F", "12:30", 1, "0/9000000");
    private static final BackupSet EVENING = backup("20261127-200000F", "20:05", 2, "0/9500000");
    private static final Timeline SECOND = new Timeline(2, time("13:00"), Map.of(1L, Lsn.parse("0/7000000")));

    private final List<BackupSet> all = List.of(MORNING, ABANDONED, EVENING);

    @Test
    void theNewestStateIsReachedFromTheNewestBackupAlongTheNewestTimeline() {
        assertThat(plan(all, null, null)).isEqualTo(new RestorePlan(EVENING, 2, null, false));
    }

    @Test
    void aBackupOfAnAbandonedEndIsNotOnTheWayToTheNewTimeline() {
        List<BackupSet> beforeTheEvening = List.of(MORNING, ABANDONED);

        assertThat(plan(beforeTheEvening, null, null)).isEqualTo(new RestorePlan(MORNING, 2, null, false));
        assertThat(plan(beforeTheEvening, "14:00", null)).isEqualTo(new RestorePlan(MORNING, 2, time("14:00"), false));
    }

    @Test
    void aTimeBeforeTheRestoreMeansTheStateThatTheDatabaseHadThen() {
        assertThat(plan(all, "12:45", null)).isEqualTo(new RestorePlan(ABANDONED, 1, time("12:45"), false));
        assertThat(plan(all, "11:00", null)).isEqualTo(new RestorePlan(MORNING, 1, time("11:00"), false));
    }

    @Test
    void aHistoryThatWasArchivedLateDoesNotLeadBackToTheAbandonedEnd() {
        Repository late = repository(0, List.of(MORNING, ABANDONED));
        Instant target = time("12:50");
        assertThat(planner(late).plan(new RestoreTarget(target, null)))
                .isEqualTo(new RestorePlan(ABANDONED, 1, target, false));

        Repository known =
                late.knownBy(List.of("00000002.history " + time("12:48").getEpochSecond(), "noise"));

        assertThat(planner(known).plan(new RestoreTarget(target, null)))
                .isEqualTo(new RestorePlan(MORNING, 2, target, false));
        assertThat(planner(known).plan(new RestoreTarget(time("12:45"), null)).timeline())
                .isEqualTo(1);
        // A copy of an old history that a restore has fetched says nothing.
        assertThat(late.knownBy(List.of("00000002.history " + time("19:00").getEpochSecond())))
                .isEqualTo(late);
    }

    @Test
    void aTimeWithinABackupNeedsTheOneBefore() {
        assertThat(plan(all, "20:05", null)).isEqualTo(new RestorePlan(MORNING, 2, time("20:05"), false));
        assertThat(plan(all, "20:06", null)).isEqualTo(new RestorePlan(EVENING, 2, time("20:06"), false));
    }

    @Test
    void aNamedBackupAloneIsRestoredToItsEnd() {
        assertThat(plan(all, null, ABANDONED.label())).isEqualTo(new RestorePlan(ABANDONED, 1, null, true));
    }

    @Test
    void aNamedBackupWithATimeIsWhereRecoveryBegins() {
        assertThat(plan(all, "20:30", MORNING.label())).isEqualTo(new RestorePlan(MORNING, 2, time("20:30"), false));
        refused(all, "20:30", ABANDONED.label())
                .hasMessageContaining(
                        "restore.backup: " + ABANDONED + " does not lead to 2026-11-27T20:30:00Z on timeline 2");
    }

    @Test
    void aBackupWithDamagedPagesIsTakenOnlyByItsName() {
        BackupSet damaged = backup("20261127-210000F", "21:05", 2, "0/A000000", true);
        List<BackupSet> backups = List.of(MORNING, EVENING, damaged);

        assertThat(plan(backups, null, null).backup()).isEqualTo(EVENING);
        assertThat(plan(backups, null, damaged.label()).backup()).isEqualTo(damaged);
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        refused(all, "23:30", null)
                .hasMessageContaining("2026-11-27T23:30:00Z is in the future, it is 2026-11-27T23:00:00Z");
        refused(all, "09:00", null)
                .hasMessageContaining("2026-11-27T09:00:00Z is before the end of the oldest backup, " + MORNING)
                .hasMessageContaining("-Dpgchart.restore.backup=" + MORNING.label());
        refused(List.of(ABANDONED), "14:00", null)
                .hasMessageContaining("no backup is left that leads to 2026-11-27T14:00:00Z on timeline 2");
        refused(all, null, "20260101-000000F")
                .hasMessageContaining("there is no backup '20260101-000000F', only " + MORNING + ", " + ABANDONED);
    }

    @Test
    void whatIsNewerThanTheLastWalNeedsADatabaseThatCanStillArchiveIt() {
        refused(all, "22:30", null)
                .hasMessageContaining(
                        "2026-11-27T22:30:00Z is after the end of what is archived, 2026-11-27T22:00:00Z");
        assertThat(new RestorePlanner(repository(0, all), "/p", time("23:00"), true)
                        .plan(new RestoreTarget(time("22:30"), null))
                        .backup())
                .isEqualTo(EVENING);
    }

    @Test
    void aRepositoryWithoutBackupsOrThatCanNotBeReadSaysSo() {
        RestoreTarget newest = new RestoreTarget(null, null);
        for (int status : new int[] {1, 2, 3}) {
            assertThatThrownBy(() -> planner(repository(status, List.of())).plan(newest))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("repository path /orders/orders-db/postgresql-0: holds no backup: as told");
        }
        assertThatThrownBy(() -> planner(repository(99, List.of())).plan(newest))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("repository path /orders/orders-db/postgresql-0: can't be read: as told");
    }

    private static RestorePlan plan(List<BackupSet> backups, @Nullable String until, @Nullable String label) {
        return planner(repository(0, backups)).plan(new RestoreTarget(until == null ? null : time(until), label));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
            List<BackupSet> backups, @Nullable String until, @Nullable String label) {
        return assertThatThrownBy(() -> plan(backups, until, label)).isInstanceOf(InvalidInputException.class);
    }

    private static RestorePlanner planner(Repository repository) {
        return new RestorePlanner(repository, "/orders/orders-db/postgresql-0", time("23:00"), false);
    }

    private static Repository repository(int status, List<BackupSet> backups) {
        return new Repository(
                new Stanza(status, "as told"), backups, List.of(Timeline.first(), SECOND), time("22:00"), null);
    }

    private static BackupSet backup(String label, String stop, long timeline, String end) {
        return backup(label, stop, timeline, end, false);
    }

    private static BackupSet backup(String label, String stop, long timeline, String end, boolean isDamaged) {
        String file = "0000000" + timeline + "0000000000000005";
        WalRange wal = new WalRange(file, file, Lsn.parse(end));
        Instant stopped = time(stop);
        return new BackupSet(label, BackupType.FULL, stopped.minusSeconds(60), stopped, wal, 30_759_081, isDamaged);
    }

    private static Instant time(String clock) {
        return Instant.parse("2026-11-27T" + clock + ":00Z");
    }
}
