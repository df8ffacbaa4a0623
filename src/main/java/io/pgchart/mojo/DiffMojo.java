package io.pgchart.mojo;

import io.pgchart.action.Diff;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Tells what deploy would change, proven by the server: every field with both values, Secrets masked. */
@Mojo(name = "diff", threadSafe = true, requiresProject = false)
public final class DiffMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.diff.skip", defaultValue = "false")
    private boolean diffSkip;

    /** Lets the build fail when something differs. */
    @Parameter(property = "pgchart.diff.failOnChanges", defaultValue = "false")
    private boolean failOnChanges;

    @Inject
    DiffMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return diffSkip;
    }

    @Override
    void run(Reporter reporter) {
        try (Workbench workbench = workbench(reporter, false)) {
            String namespace = workbench.cluster().target().namespace();
            new Diff(workbench).run(renderRequest(namespace), rolloutOptions(), failOnChanges);
        }
    }
}
