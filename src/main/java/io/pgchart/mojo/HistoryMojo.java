package io.pgchart.mojo;

import io.pgchart.action.History;
import io.pgchart.action.HistoryRequest;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Tells the revisions of the release, by whomever they were made: when, how far they came, and why not further. */
@Mojo(name = "history", threadSafe = true, requiresProject = false)
public final class HistoryMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.history.skip", defaultValue = "false")
    private boolean historySkip;

    @Inject
    HistoryMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return historySkip;
    }

    @Override
    void run(Reporter reporter) {
        try (Workbench workbench = workbench(reporter, false)) {
            new History(workbench.cluster(), reporter).run(new HistoryRequest(releaseName()));
        }
    }
}
