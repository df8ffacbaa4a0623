package io.pgchart.action;

import io.pgchart.cluster.Target;
import io.pgchart.error.PgChartException;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.plan.Plan;
import io.pgchart.release.Opening;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.Tenure;
import io.pgchart.render.RenderedRelease;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.SecretMask;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Installs or upgrades a release: renders it, proves on the server that all of it can be applied, applies what differs,
 * waits until it is ready, runs the hooks, and records it as Helm does.
 */
public final class Deploy {

    private final Workbench workbench;
    private final Reporter reporter;
    private final OncePerBuild oncePerBuild;

    /**
     * A deploy of one build.
     *
     * @param deployed what this build has deployed so far, kept by the caller from one deploy to the next; may be used
     *     by several threads
     */
    public Deploy(Workbench workbench, ConcurrentMap<String, CompletableFuture<String>> deployed) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
        this.oncePerBuild = new OncePerBuild(deployed);
    }

    /** Lets a release be deployed again in a build that has removed it, or brought another revision back, since. */
    public static void forget(
            ConcurrentMap<String, CompletableFuture<String>> deployed, Target target, String release) {
        new OncePerBuild(deployed).forget(target, release);
    }

    /**
     * Deploys.
     *
     * @throws io.pgchart.error.InvalidInputException with all problems of the input; no cluster was asked then
     * @throws io.pgchart.error.ClusterException when the cluster refuses: before anything is written, if that can be
     *     known before
     * @throws io.pgchart.error.RolloutException when what was applied does not become ready, or a hook failed
     */
    public void run(DeployRequest request) {
        Instant begun = workbench.clock().instant();
        Rendering rendering = Rendering.of(request.render());
        RenderedRelease first = rendering.first();
        String release = request.render().releaseName();
        String manifests = ManifestWriter.text(first.objects().manifests(), "");
        boolean isDeployed = oncePerBuild.run(
                workbench.cluster().target(), release, manifests, () -> deploy(rendering, first, request, begun));
        if (!isDeployed) {
            reporter.outcome("Skipped", release + " was deployed by this build already");
        }
    }

    private void deploy(Rendering rendering, RenderedRelease first, DeployRequest request, Instant begun) {
        DeployOptions options = request.options();
        if (options.createNamespace() && !new Namespaces(workbench).ensure(options.dryRun())) {
            rendering.write(rendering.files(first));
            return;
        }
        boolean isDone = false;
        while (!isDone) {
            isDone = deploy(rendering, request, begun);
        }
    }

    /** @return false when somebody else was faster: then what they made is planned upon */
    private boolean deploy(Rendering rendering, DeployRequest request, Instant begun) {
        DeployOptions options = request.options();
        String release = request.render().releaseName();
        Opening opening = workbench.told(
                workbench.releases().await(release, workbench.waiting(options.rollout(), options.unlock())));
        Candidate candidate = Candidate.of(rendering, opening.history());
        rendering.write(rendering.files(candidate.rendered()));

        SecretMask mask = SecretMask.of(candidate.objects());
        Preflight preflight = workbench.preflight(release, mask, options.rollout());
        Plan plan = planned(preflight, candidate, opening.history());
        boolean isToBeMade = isToBeMade(candidate, plan, opening.history(), request);
        preflight.secrets().notes().tell(reporter);
        if (!isToBeMade) {
            return true;
        }
        Tenure tenure = workbench.releases().begin(opening, candidate.content(), options.historyMax());
        if (tenure == null) {
            return false;
        }
        RevisionRollout revision = new RevisionRollout(workbench, tenure, mask, options.rollout(), preflight.secrets());
        boolean isServerSideApplied = Revisions.areServerSideApplied(opening.history());
        carryOut(
                tenure,
                () -> revision.carryOut(plan, candidate.operation(), isServerSideApplied),
                opening.history(),
                request);
        reporter.outcome(
                "Deployed", release + " revision " + tenure.record().revision() + " in " + workbench.since(begun));
        reporter.notes(candidate.rendered().notes());
        return true;
    }

    private void carryOut(Tenure tenure, Runnable rollout, ReleaseHistory before, DeployRequest request) {
        PgChartException failure = failure(tenure, rollout);
        if (failure == null) {
            return;
        }
        // By now nobody holds the release.
        if (request.options().rollbackOnFailure()) {
            new Recovery(workbench).recover(before, tenure.record().revision(), request, failure);
        }
        throw failure;
    }

    /** What went wrong with a revision, or null; a revision that was carried out is recorded as deployed. */
    private static @Nullable PgChartException failure(Tenure tenure, Runnable rollout) {
        try (tenure) {
            try {
                rollout.run();
            } catch (PgChartException e) {
                return e;
            }
            tenure.succeed();
            return null;
        }
    }

    /** What stands in the way is of little use to whoever does not know where. */
    private Plan planned(Preflight preflight, Candidate candidate, ReleaseHistory history) {
        try {
            return preflight.plan(candidate.objects(), history, candidate.operation());
        } catch (PgChartException e) {
            reporter.release(workbench.whereabouts(history));
            throw e;
        }
    }

    /** Tells the plan, or why it is not carried out. */
    private boolean isToBeMade(Candidate candidate, Plan plan, ReleaseHistory history, DeployRequest request) {
        DeployOptions options = request.options();
        if (!options.force() && candidate.isDeployed(plan)) {
            String newest = Integer.toString(history.nextRevision() - 1);
            reporter.release(workbench.whereabouts(history.release(), newest));
            reporter.values(candidate.layerNames());
            reporter.outcome("Unchanged", "nothing differs from revision " + newest);
            return false;
        }
        reporter.release(workbench.whereabouts(history));
        reporter.values(candidate.layerNames());
        reporter.plan(plan);
        if (options.dryRun()) {
            reporter.outcome("Dry run", "the server accepts all of it; nothing was changed");
            return false;
        }
        return true;
    }
}
