package io.pgchart.mojo;

import io.pgchart.action.Verify;
import io.pgchart.action.VerifyRequest;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Proves that the newest backup can be restored: restores it in a pod and a volume of its own, recovers it with all WAL,
 * checks every table and index, tells how old and how large it is, and removes all that. The database goes on meanwhile.
 */
@Mojo(name = "verify", threadSafe = true, requiresProject = false)
public final class VerifyMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.verify.skip", defaultValue = "false")
    private boolean verifySkip;

    /** Which instance's backup. */
    @Parameter(property = "pgchart.verify.instance", defaultValue = "0")
    private int verifyInstance;

    @Inject
    VerifyMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return verifySkip;
    }

    @Override
    void run(Reporter reporter) {
        try (Workbench workbench = workbench(reporter, true)) {
            new Verify(workbench)
                    .run(new VerifyRequest(
                            releaseName(), verifyInstance, rolloutOptions().timeout()));
        }
    }
}
