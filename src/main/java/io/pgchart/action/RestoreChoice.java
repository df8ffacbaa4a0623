package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
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
import io.pgchart.rollout.JobRunner;
import io.pgchart.rollout.Rollout;
import java.time.Instant;
import java.util.List;

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
        Repository repository = look(rollout);
        boolean isUp = !isCopy() && isReady(rollout.cluster());
        RestorePlan plan =
                new RestorePlanner(repository, source, rollout.cluster().serverTime(), isUp).plan(target);
        if (isCopy() && repository.isOther()) {
            throw new InvalidInputException(List.of(new Problem(
                    "repository path " + own,
                    "holds the backups of a database already, expected none: a copy of " + source
                            + " would be mixed with them",
                    null,
                    "Set pgbackrest.repoPath to a path of its own for the copy, or delete that one from the bucket.")));
        }
        return plan;
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
