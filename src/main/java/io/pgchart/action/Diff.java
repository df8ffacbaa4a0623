package io.pgchart.action;

import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.plan.Plan;
import io.pgchart.plan.Planner;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.SecretMask;

/** Tells what a deploy would change, proven by the server; changes nothing and writes no file. */
public final class Diff {

    private final Workbench workbench;
    private final Reporter reporter;

    public Diff(Workbench workbench) {
        this.workbench = workbench;
        this.reporter = workbench.reporter();
    }

    /**
     * Compares.
     *
     * @param failOnChanges whether a difference is a failure
     * @throws io.pgchart.error.InvalidInputException with all problems of the input
     * @throws ClusterException with everything that would stand in the way, or for a difference
     */
    public void run(RenderRequest render, RolloutOptions options, boolean failOnChanges) {
        Rendering rendering = Rendering.of(render);
        rendering.first();
        ReleaseHistory history = workbench.releases().history(render.releaseName());
        Candidate candidate = Candidate.of(rendering, history);
        reporter.release(workbench.whereabouts(history));
        reporter.values(rendering.inputs().layerNames());
        SecretMask mask = SecretMask.of(candidate.objects().manifests());
        Preflight preflight = workbench.preflight(history.release(), mask, options);
        Plan plan = plan(preflight, candidate, history);
        reporter.differences(plan);
        preflight.secrets().notes().tell(reporter);
        if (failOnChanges && !plan.isEmpty()) {
            throw new ClusterException(new Problem(
                    "release " + render.releaseName(),
                    "differs from what is in the cluster, expected no difference (diff.failOnChanges)",
                    null,
                    "Deploy it: mvn pgchart:deploy."));
        }
    }

    /** Where there is no namespace yet nothing can be proven on the server, and all is to be created. */
    private Plan plan(Preflight preflight, Candidate candidate, ReleaseHistory history) {
        try {
            return preflight.plan(candidate.objects(), history, candidate.operation());
        } catch (ClusterException e) {
            if (!Preflight.isOfMissingNamespace(e)) {
                throw e;
            }
            String namespace = workbench.cluster().target().namespace();
            reporter.outcome(
                    "Offline",
                    "namespace " + namespace
                            + " does not exist; without it the objects could be checked by the plugin alone, not by the"
                            + " server");
            return Planner.ofNothing(candidate.objects().manifests());
        }
    }
}
