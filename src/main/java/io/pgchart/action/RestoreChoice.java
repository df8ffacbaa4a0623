package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.PgChartException;
import io.pgchart.error.Problem;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.pgbackrest.DatabasePods;
import io.pgchart.pgbackrest.Repository;
import io.pgchart.pgbackrest.RestoreJob;
import io.pgchart.pgbackrest.RestorePlan;
import io.pgchart.pgbackrest.RestorePlanner;
import io.pgchart.pgbackrest.RestoreTarget;
import io.pgchart.pgbackrest.Stanza;
import io.pgchart.rollout.JobRunner;
import io.pgchart.rollout.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which backup is restored along which timeline, by what the repository holds; it changes nothing.
 *
 * @param pods of the database
 * @param instance whose database
 * @param own its path in the repository
 * @param source the path to read from
 * @param target the state that is wanted
 */
record RestoreChoice(DatabasePods pods, int instance, String own, String source, RestoreTarget target) {

    /** Of restore.sh. */
    private static final int NO_ROOM = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static RestoreChoice of(DatabasePods pods, RestoreRequest request, String namespace) {
        String own = pods.repositoryPath(request.instance(), namespace);
        String release = request.render().releaseName();
        String source = request.source().pathBeside(own, release, namespace);
        return new RestoreChoice(pods, request.instance(), own, source, request.target());
    }

    /** Whether another database's backups are restored. */
    boolean isCopy() {
        return !source.equals(own);
    }

    /** A Job for it; its name tells what for, and when. */
    RestoreJob job(String purpose, Instant now) {
        String when = Long.toString(now.getEpochSecond(), Character.MAX_RADIX);
        return new RestoreJob(pods, instance, source, pods.statefulSet().id().name() + "-" + purpose + "-" + when);
    }

    /**
     * Chooses it.
     *
     * @throws InvalidInputException when nothing leads to the target, with what would
     * @throws RolloutException when the repository can't be read
     */
    RestorePlan choose(Rollout rollout) {
        Cluster cluster = rollout.cluster();
        Repository repository = look(rollout);
        boolean isUp = !isCopy() && isReady(cluster);
        if (isUp) {
            Execution said = ask(cluster, RestoreJob.lives());
            repository = said == null
                    ? repository
                    : repository.knownBy(said.output().lines().toList());
        }
        RestorePlan plan = new RestorePlanner(repository, source, cluster.serverTime(), isUp).plan(target);
        Stanza taken = repository.own();
        if (isCopy() && taken != null && !taken.isAbsent()) {
            throw new InvalidInputException(List.of(taken(taken)));
        }
        return plan;
    }

    /**
     * Whether there is room for it, as the database's pod can tell while it is up. Where it is not, or can't be asked, the
     * Job of the restore looks before it changes anything.
     *
     * @throws InvalidInputException when there is none, with what would help
     */
    void checkRoom(Cluster cluster, RestorePlan plan, boolean isInPlace) {
        Execution said =
                isReady(cluster) ? ask(cluster, job("room", Instant.EPOCH).room(plan, isInPlace)) : null;
        if (said != null && said.exitCode() == NO_ROOM) {
            // FAULT. NEXT STEP., after the name of the pod.
            String text = said.errors().lines().reduce("", (former, last) -> last);
            String[] parts = text.replace(pods.pod(instance) + ": ", "").split("(?<=\\.) ", 2);
            throw new InvalidInputException(
                    List.of(new Problem(pods.pod(instance), parts[0], null, parts[parts.length - 1])));
        }
    }

    private Problem taken(Stanza taken) {
        String subject = "repository path " + own;
        String otherwise =
                "set pgbackrest.repoPath to a path of its own for the copy, or delete that one from the bucket.";
        if (taken.hasBackups()) {
            return new Problem(
                    subject,
                    "holds the backups of a database already, expected none: a copy of " + source
                            + " would be mixed with them",
                    null,
                    "S" + otherwise.substring(1));
        }
        if (taken.isWithoutBackups()) {
            return new Problem(
                    subject,
                    "is that of a database already, though without a backup, expected none",
                    null,
                    "If it is this copy, whose first backup failed: deploy, which makes that backup. If not, "
                            + otherwise);
        }
        return new Problem(
                subject,
                "can't be read: " + taken.message(),
                null,
                "Whether it holds another database's backups is not known. Check pgbackrest.s3 and pgbackrest.cipher, or "
                        + otherwise);
    }

    /** What a command in the pod said; null where it can't be asked. */
    private @Nullable Execution ask(Cluster cluster, List<String> command) {
        try {
            ContainerRef container = new ContainerRef(pods.pod(instance), pods.containerName(), false);
            return cluster.exec(container, command, new byte[0], PATIENCE);
        } catch (PgChartException | RefusedException e) {
            return null;
        }
    }

    private Repository look(Rollout rollout) {
        RestoreJob job = job("look", rollout.clock().instant());
        try {
            return Repository.read(new JobRunner(rollout).output(job.look(), pods.containerName()));
        } catch (IllegalArgumentException e) {
            throw new ClusterException(
                    new Problem(
                            "Job/" + job.name(),
                            "did not say what the repository holds: " + e.getMessage(),
                            null,
                            "Run the goal again; if the release was deployed by another version of this plugin, deploy it first."));
        }
    }

    private boolean isReady(Cluster cluster) {
        ObjectId id = new ObjectId("v1", "Pod", pods.statefulSet().id().namespace(), pods.pod(instance));
        LiveObject pod = cluster.get(id);
        return pod != null
                && pod.tree().mapsAt("status", "conditions").stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.text("type")) && "True".equals(condition.text("status")));
    }
}
