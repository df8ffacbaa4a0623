package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.pgbackrest.BackupJob;
import io.pgchart.pgbackrest.BackupType;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.JobRunner;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.SecretMask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backup of each instance of a release now, by a Job like those of its CronJobs, and tells its progress.
 *
 * <p>It does not hold the release: a backup that runs is waited for by pgBackRest's own lock, and a deploy that replaces
 * the pod makes the Job try again.
 */
public final class Backup {

    private final Workbench workbench;
    private final Reporter reporter;

    public Backup(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Makes it.
     *
     * @throws ClusterException when there is no such release, or it has no backups, or the cluster refuses
     * @throws io.pgchart.error.RolloutException when it failed
     */
    public void run(BackupRequest request) {
        String release = request.releaseName();
        ReleaseRecord record = workbench.present(release);
        reporter.release(workbench.whereabouts(release, Integer.toString(record.revision())));
        make(record, request);
    }

    /** The same of a release that is known, and was told of. */
    void make(ReleaseRecord record, BackupRequest request) {
        Instant begun = workbench.clock().instant();
        String release = record.name();
        Manifest schedule = schedule(record, request.type());
        LiveObject cronJob = schedule == null ? null : workbench.cluster().get(schedule.id());
        if (cronJob == null) {
            throw new ClusterException(schedule == null ? withoutBackups(release) : isGone(schedule));
        }
        Rollout rollout = workbench.rollout(release, () -> {}, SecretMask.of(record.manifests()), request.timeout());
        String name = cronJob.id().name() + "-" + Long.toString(begun.getEpochSecond(), Character.MAX_RADIX);
        new JobRunner(rollout).run(BackupJob.of(cronJob, request.type(), name));
        reporter.outcome("Backup", release + "  " + request.type() + " in " + workbench.since(begun));
    }

    /** The CronJob of that type; a differential backup, which has none, is made as an incremental one would be. */
    private static @Nullable Manifest schedule(ReleaseRecord record, BackupType type) {
        Manifest other = null;
        for (Manifest manifest : record.manifests()) {
            BackupType made = BackupJob.typeOf(manifest.tree());
            if (made == type) {
                return manifest;
            }
            other = made == null ? other : manifest;
        }
        return other;
    }

    static Problem withoutBackups(String release) {
        return new Problem(
                "release " + release,
                "has no CronJob that makes backups, expected the one of pgbackrest.enabled",
                null,
                "Set pgbackrest.enabled=true and the bucket under pgbackrest.s3, and deploy.");
    }

    private static Problem isGone(Manifest schedule) {
        return new Problem(
                schedule.id().shortName(),
                "is not there, although the release has it",
                null,
                "Deploy again; the next deploy brings it back.");
    }
}
