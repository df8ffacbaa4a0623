package io.pgchart.mojo;

import io.pgchart.action.Deploy;
import io.pgchart.action.Undeploy;
import io.pgchart.action.UndeployRequest;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Removes the release: hooks before, its objects in reverse, hooks after, its record. Volumes, kept Secrets and backups
 * stay, and the namespace always; what stays is told with the commands that would remove it.
 */
@Mojo(name = "undeploy", threadSafe = true, requiresProject = false)
public final class UndeployMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.undeploy.skip", defaultValue = "false")
    private boolean undeploySkip;

    /**
     * The release's name, typed on the command line, removes its volumes and kept Secrets too. Refused in a POM, in
     * {@code .mvn/maven.config} and in the {@code maven-user.properties} of Maven 4.
     */
    @Parameter(property = "pgchart.undeploy.deleteData")
    private @Nullable String deleteData;

    /** Keeps the records of the release, the newest marked as uninstalled. */
    @Parameter(property = "pgchart.undeploy.keepHistory", defaultValue = "false")
    private boolean keepHistory;

    /** Proves and tells the plan, and changes nothing. */
    @Parameter(property = "pgchart.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * The number of a pending revision whose helm is dead, to take it over. A revision that this plugin left pending is
     * taken over without it, as soon as its heartbeat has stopped.
     */
    @Parameter(property = "pgchart.unlock")
    private @Nullable Integer unlock;

    @Inject
    UndeployMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return undeploySkip;
    }

    @Override
    void run(Reporter reporter) {
        boolean deletes = DataDeletion.isWished(deleteData, releaseName(), build().session());
        try (Workbench workbench = workbench(reporter, true)) {
            new Undeploy(workbench)
                    .run(new UndeployRequest(releaseName(), rolloutOptions(), deletes, keepHistory, dryRun, unlock));
            Deploy.forget(build().deployed(), workbench.cluster().target(), releaseName());
        }
    }
}
