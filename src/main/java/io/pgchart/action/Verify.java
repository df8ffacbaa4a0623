package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.pgbackrest.BackupSet;
import io.pgchart.pgbackrest.DatabasePods;
import io.pgchart.pgbackrest.DatabaseState;
import io.pgchart.pgbackrest.RestorePlan;
import io.pgchart.pgbackrest.RestoreTarget;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.JobRunner;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.SecretMask;
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
                pod + "  backup " + backup.label() + ", "
                        + DatabaseState.age(backup.stop(), workbench.cluster().serverTime())
                        + " old, of a database of " + DatabaseState.size(backup.bytes()) + ", in "
                        + workbench.since(begun));
    }
}
