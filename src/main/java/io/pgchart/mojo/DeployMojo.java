package io.pgchart.mojo;

import io.pgchart.action.Deploy;
import io.pgchart.action.DeployOptions;
import io.pgchart.action.DeployRequest;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Installs the release or upgrades it: renders, proves on the server that all of it can be applied, applies what differs,
 * waits until it is ready, runs the hooks, and records it as helm does. Where nothing differs it says so and writes
 * nothing.
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true, requiresProject = false)
public final class DeployMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.deploy.skip", defaultValue = "false")
    private boolean deploySkip;

    /** Proves and tells the plan, and changes nothing. */
    @Parameter(property = "pgchart.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Makes a new revision and runs the hooks even when nothing differs. */
    @Parameter(property = "pgchart.force", defaultValue = "false")
    private boolean force;

    /** Creates the namespace when it is not there. */
    @Parameter(property = "pgchart.createNamespace", defaultValue = "false")
    private boolean createNamespace;

    /**
     * Goes back to the last deployed revision when the rollout or a hook fails; a first install is removed, except for
     * what holds data.
     */
    @Parameter(property = "pgchart.rollbackOnFailure", defaultValue = "false")
    private boolean rollbackOnFailure;

    /** How many revisions are kept. */
    @Parameter(property = "pgchart.historyMax", defaultValue = "10")
    private int historyMax;

    /**
     * The number of a pending revision whose helm is dead, to take it over. A revision that this plugin left pending is
     * taken over without it, as soon as its heartbeat has stopped.
     */
    @Parameter(property = "pgchart.unlock")
    private @Nullable Integer unlock;

    @Inject
    DeployMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return deploySkip;
    }

    @Override
    void run(Reporter reporter) {
        DeployOptions options = new DeployOptions(
                rolloutOptions(), dryRun, force, createNamespace, rollbackOnFailure, historyMax, unlock);
        try (Workbench workbench = workbench(reporter, true)) {
            String namespace = workbench.cluster().target().namespace();
            new Deploy(workbench, build().deployed()).run(new DeployRequest(renderRequest(namespace), options));
        }
    }
}
