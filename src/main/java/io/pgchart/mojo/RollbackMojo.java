package io.pgchart.mojo;

import io.pgchart.action.Deploy;
import io.pgchart.action.Rollback;
import io.pgchart.action.RollbackRequest;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Goes back to an earlier revision of the release, whoever made it, by making a new one of the same objects. */
@Mojo(name = "rollback", threadSafe = true, requiresProject = false)
public final class RollbackMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.rollback.skip", defaultValue = "false")
    private boolean rollbackSkip;

    /** The revision to go back to. By default the last one before the newest that was deployed. */
    @Parameter(property = "pgchart.revision")
    private @Nullable Integer revision;

    /** Proves and tells the plan, and changes nothing. */
    @Parameter(property = "pgchart.dryRun", defaultValue = "false")
    private boolean dryRun;

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
    RollbackMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return rollbackSkip;
    }

    @Override
    void run(Reporter reporter) {
        try (Workbench workbench = workbench(reporter, true)) {
            new Rollback(workbench)
                    .run(new RollbackRequest(releaseName(), revision, rolloutOptions(), dryRun, historyMax, unlock));
            Deploy.forget(build().deployed(), workbench.cluster().target(), releaseName());
        }
    }
}
