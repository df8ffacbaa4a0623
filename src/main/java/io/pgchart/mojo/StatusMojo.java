package io.pgchart.mojo;

import io.pgchart.action.Status;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Tells how the release is: its newest revision, its objects and whether they are ready, when its CronJobs run next, how
 * its hooks last ran; and of each database its version, age and size, how its WAL is archived, and its backups against
 * their schedule. For the databases it runs a script in their pods.
 */
@Mojo(name = "status", threadSafe = true, requiresProject = false)
public final class StatusMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.status.skip", defaultValue = "false")
    private boolean statusSkip;

    @Inject
    StatusMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return statusSkip;
    }

    @Override
    void run(Reporter reporter) {
        try (Workbench workbench = workbench(reporter, false)) {
            new Status(workbench).run(releaseName());
        }
    }
}
