package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.hook.HookEvent;
import io.pgchart.pgbackrest.BackupType;
import io.pgchart.pgbackrest.RestorePlan;
import io.pgchart.plan.Plan;
import io.pgchart.release.Opening;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.Tenure;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.SecretMask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database back from its backups, or from another one's: shows what it will do, stops the pod, restores the
 * volume, starts the pod, and makes a full backup.
 *
 * <p>It is a revision of the release, held like any other: two restores, or a restore and a deploy, never meet.
 */
public final class Restore {

    /** Long enough to see that a holder is dead; whoever meets a living one had better look what that one does. */
    private static final Duration QUEUE = Duration.ofSeconds(20);

    private final Workbench workbench;
    private final Reporter reporter;

    public Restore(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Restores.
     *
     * @throws io.pgchart.error.InvalidInputException when nothing leads to the target; nothing was stopped then
     * @throws ClusterException when the cluster refuses, or somebody else works on the release
     * @throws io.pgchart.error.RolloutException when the restore failed; what there was is up again then, unless it was
     *     restored in place
     */
    public void run(RestoreRequest request) {
        Instant begun = workbench.clock().instant();
        DeployOptions options = request.options();
        if (options.createNamespace() && !new Namespaces(workbench).ensure(options.dryRun())) {
            return;
        }
        Proven proven = prove(request);
        if (options.dryRun()) {
            reporter.outcome("Dry run", "nothing was changed");
            return;
        }
        RestoredRevision revision = proven.revision();
        Tenure tenure = begin(revision, proven.choice(), proven.chosen(), options);
        RevisionRollout rollout = new RevisionRollout(
                workbench,
                tenure,
                proven.mask(),
                options.rollout(),
                proven.preflight().secrets());
        RestoreWork work = new RestoreWork(request, rollout.rollout(), proven.choice(), proven.chosen());
        try (tenure) {
            rollout.carryOut(proven.plan(), revision.operation(), revision.isServerSideApplied(), work);
            tenure.succeed();
        }
        reporter.outcome(
                "Restored",
                tenure.record().name() + " revision " + tenure.record().revision() + ", " + work + ", in "
                        + workbench.since(begun));
        backUp(tenure.record(), revision, proven.choice(), options);
        reporter.notes(revision.notes());
    }

    /** What is known of a restore before anything is written. */
    private record Proven(
            RestoredRevision revision,
            RestoreChoice choice,
            SecretMask mask,
            Preflight preflight,
            Plan plan,
            @Nullable RestorePlan chosen) {}

    private Proven prove(RestoreRequest request) {
        DeployOptions options = request.options();
        String release = request.render().releaseName();
        Opening opening = workbench.told(
                workbench.releases().await(release, workbench.waiting(shortly(options.rollout()), options.unlock())));
        RestoredRevision revision = RestoredRevision.of(opening, request.render());
        reporter.release(workbench.whereabouts(opening.history()));
        RestoreChoice choice = RestoreChoice.of(
                revision.pods(release, request.instance()),
                request,
                workbench.cluster().target().namespace());
        SecretMask mask = SecretMask.of(revision.objects());
        Preflight preflight = workbench.preflight(release, mask, options.rollout());
        Plan plan = preflight.plan(revision.objects(), opening.history(), revision.operation());
        if (!plan.isEmpty()) {
            reporter.plan(plan);
        }
        return new Proven(revision, choice, mask, preflight, plan, chosen(revision, choice, mask, request));
    }

    private Tenure begin(
            RestoredRevision revision, RestoreChoice choice, @Nullable RestorePlan chosen, DeployOptions options) {
        String from = chosen == null ? "" : ": " + chosen;
        Tenure tenure = revision.begin(workbench, "Restore of " + choice.source() + from, options.historyMax());
        if (tenure == null) {
            throw new ClusterException(overtaken(revision.opening().history().release()));
        }
        return tenure;
    }

    /** The hook of a copy has made a full backup already, for there was none of this database. */
    private void backUp(ReleaseRecord record, RestoredRevision revision, RestoreChoice choice, DeployOptions options) {
        boolean hasHook =
                record.objects().hooks().stream().anyMatch(hook -> hook.events().contains(HookEvent.POST_INSTALL));
        if (choice.isCopy() && !revision.isThere() && hasHook) {
            return;
        }
        new Backup(workbench)
                .make(
                        record,
                        new BackupRequest(
                                record.name(),
                                BackupType.FULL,
                                options.rollout().timeout()));
    }

    /** Chosen and told before anything is held; null where the release is not there, and nothing can look yet. */
    private @Nullable RestorePlan chosen(
            RestoredRevision revision, RestoreChoice choice, SecretMask mask, RestoreRequest request) {
        if (!revision.isThere()) {
            reporter.outcome("Restore", choice.pods().pod(choice.instance()) + " from " + choice.source());
            return null;
        }
        String release = request.render().releaseName();
        Rollout looking = workbench.rollout(
                release, () -> {}, mask, request.options().rollout().timeout());
        RestorePlan chosen = choice.choose(looking);
        reporter.outcome("Restore", choice.pods().pod(choice.instance()) + " from " + chosen);
        String fate = request.isInPlace() ? "is overwritten" : "is kept aside on the volume";
        choice.checkRoom(workbench.cluster(), chosen, request.isInPlace());
        reporter.object(choice.pods().statefulSet().id().shortName(), "is stopped; its present data " + fate);
        return chosen;
    }

    private static RolloutOptions shortly(RolloutOptions options) {
        Duration atMost = options.timeout().compareTo(QUEUE) < 0 ? options.timeout() : QUEUE;
        return new RolloutOptions(atMost, options.waits(), options.forceConflicts(), options.takeOwnership());
    }

    private static Problem overtaken(String release) {
        return new Problem(
                "release " + release,
                "somebody else began to change it just now; nothing was changed here",
                null,
                "See what they do: goal history; then run the goal again.");
    }
}
