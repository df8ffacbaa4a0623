package io.pgchart.pgbackrest;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the backup and the timeline that lead to a wanted state.
 *
 * <p>pgBackRest alone would take the newest backup before a time, and follow the newest timeline. After a restore that is
 * wrong: the backups of the end that was abandoned are not on the way to the new timeline, and a time before the restore
 * means the state that the database had then, which is on the old one.
 *
 * @param path of the repository, as the user knows it
 * @param now by the clock of the cluster
 * @param isStillWritten whether a database that is up can still archive what is newer than the newest WAL
 */
public record RestorePlanner(Repository repository, String path, Instant now, boolean isStillWritten) {

    /** The newest segment's time is that of its archiving; a transaction just before that may be its last. */
    private static final long CLOCK_SECONDS = 1;

    /**
     * Plans it.
     *
     * @throws InvalidInputException when nothing leads there, with what would
     */
    public RestorePlan plan(RestoreTarget target) {
        checkRepository();
        BackupSet named = target.backup() == null ? null : named(target.backup());
        Instant time = target.time();
        if (time != null) {
            return until(time, named);
        }
        if (named != null) {
            return new RestorePlan(named, named.timeline(), null, true);
        }
        List<Timeline> timelines = repository.timelines();
        Timeline newest = timelines.get(timelines.size() - 1);
        return new RestorePlan(best(newest, Instant.MAX, "the newest state"), newest.id(), null, false);
    }

    private void checkRepository() {
        Stanza stanza = repository.stanza();
        if (stanza.isAbsent() || stanza.isWithoutBackups()) {
            throw refused(
                    "repository path " + path,
                    "holds no backup: " + stanza.message(),
                    "Check pgbackrest.s3.bucket and pgbackrest.repoPath; the backups of another release are"
                            + " found with -Dpgchart.restore.fromRelease and -Dpgchart.restore.fromNamespace.");
        }
        if (!stanza.hasBackups()) {
            throw refused(
                    "repository path " + path,
                    "can't be read: " + stanza.message(),
                    "Check pgbackrest.s3 and pgbackrest.tls, and that the S3 server is up.");
        }
        if (repository.backups().isEmpty()) {
            throw refused(
                    "repository path " + path,
                    "holds backups of another database alone, none of the one that archives there now",
                    "Make one: goal backup; the others are pgBackRest's own to restore, by their names in the pod.");
        }
    }

    private BackupSet named(String label) {
        List<String> known = new ArrayList<>();
        for (BackupSet backup : repository.backups()) {
            if (backup.label().equals(label)) {
                return backup;
            }
            known.add(backup.toString());
        }
        throw refused(
                "restore.backup",
                "there is no backup '" + label + "', only " + String.join(", ", known),
                "Set one of them: -Dpgchart.restore.backup.");
    }

    private RestorePlan until(Instant time, @Nullable BackupSet named) {
        if (time.isAfter(now)) {
            throw refused(
                    "restore.target",
                    time + " is in the future, it is " + now,
                    "Leave it out for the newest state, or set an earlier time: -Dpgchart.restore.target.");
        }
        Instant archived = repository.lastWal().plusSeconds(CLOCK_SECONDS);
        if (!isStillWritten && time.isAfter(archived)) {
            throw refused(
                    "restore.target",
                    time + " is after the end of what is archived, " + repository.lastWal(),
                    "Leave it out for the newest state, or set an earlier time: -Dpgchart.restore.target.");
        }
        Timeline timeline = at(time);
        if (named == null) {
            return new RestorePlan(best(timeline, time, time.toString()), timeline.id(), time, false);
        }
        if (!named.stop().isBefore(time) || !timeline.hasPast(named)) {
            throw refused(
                    "restore.backup",
                    named + " does not lead to " + time + " on timeline " + timeline.id(),
                    "Leave it out, and the best one is taken, or set another time: -Dpgchart.restore.target.");
        }
        return new RestorePlan(named, timeline.id(), time, false);
    }

    /** The one that the database was on at that time. */
    private Timeline at(Instant time) {
        Timeline found = repository.timelines().get(0);
        for (Timeline timeline : repository.timelines()) {
            found = timeline.begun().isAfter(time) ? found : timeline;
        }
        return found;
    }

    /** The newest sound backup before a time that can be recovered along the timeline. */
    private BackupSet best(Timeline timeline, Instant before, String wanted) {
        BackupSet best = null;
        BackupSet oldest = null;
        for (BackupSet backup : repository.backups()) {
            if (timeline.hasPast(backup) && !backup.isDamaged()) {
                best = backup.stop().isBefore(before) ? backup : best;
                oldest = oldest == null ? backup : oldest;
            }
        }
        if (best != null) {
            return best;
        }
        String fault = oldest == null
                ? "no backup is left that leads to " + wanted + " on timeline " + timeline.id()
                : wanted + " is before the end of the oldest backup, " + oldest;
        String label = oldest == null ? repository.backups().get(0).label() : oldest.label();
        throw refused(
                "restore.target",
                fault,
                "Set a later time: -Dpgchart.restore.target, or a backup: -Dpgchart.restore.backup=" + label + ".");
    }

    private static InvalidInputException refused(String subject, String fault, String nextStep) {
        return new InvalidInputException(List.of(new Problem(subject, fault, null, nextStep)));
    }
}
