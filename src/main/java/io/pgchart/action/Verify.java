package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.pgbackrest.BackupSet;
import io.pgchart.pgbackrest.DatabasePods;
import io.pgchart.pgbackrest.RestorePlan;
import io.pgchart.pgbackrest.RestoreTarget;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.JobRunner;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.SecretMask;
import java.time.Duration;
import java.time.Instant;

/**
 * Proves that the newest backup can be restored: in a pod and a volume of its own, recovered with all WAL, every table and
 * index checked; and removes them. The database itself goes on, and nothing is written to the repository.
 */
public final class Verify {

    private static final RestoreTarget NEWEST = new RestoreTarget(null, null);

    private final Workbench workbench;
    private final Reporter reporter;

    public Verify(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Proves it.
     *
     * @throws io.pgchart.error.InvalidInputException when there is no backup
     * @throws ClusterException when there is no such release, or it has no backups, or the cluster refuses
     * @throws io.pgchart.error.RolloutException when it can't be restored, or is damaged
     */
    public void run(VerifyRequest request) {
        Instant begun = workbench.clock().instant();
        String release = request.releaseName();
        ReleaseRecord record = workbench.present(release);
        reporter.release(workbench.whereabouts(release, Integer.toString(record.revision())));
        DatabasePods pods = RestoredRevision.pods(record.manifests(), release, request.instance());
        String path = pods.repositoryPath(
                request.instance(), workbench.cluster().target().namespace());
        RestoreChoice choice = new RestoreChoice(pods, request.instance(), path, path, NEWEST);
        Rollout rollout = workbench.rollout(release, () -> {}, SecretMask.of(record.manifests()), request.timeout());
        RestorePlan plan = choice.choose(rollout);
        String pod = pods.pod(request.instance());
        reporter.outcome("Verify", pod + " from " + plan);
        new JobRunner(rollout).runAndRemove(choice.job("verify", begun).verify(plan));
        BackupSet backup = plan.backup();
        reporter.outcome(
                "Verified",
                pod + "  backup " + backup.label() + ", " + age(backup) + " old, of a database of "
                        + size(backup.bytes()) + ", in " + workbench.since(begun));
    }

    private String age(BackupSet backup) {
        Duration age = Duration.between(backup.stop(), workbench.cluster().serverTime());
        if (age.toHours() < 1) {
            return Math.max(0, age.toMinutes()) + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    private static String size(long bytes) {
        long megabytes = Math.max(1, bytes / 1_000_000);
        return megabytes < 10_000 ? megabytes + " MB" : megabytes / 1000 + " GB";
    }
}
