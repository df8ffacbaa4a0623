package io.pgchart.mojo;

import io.pgchart.action.ShowValues;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Prints the merged values and where each of them was written; secrets are masked. */
@Mojo(name = "values", threadSafe = true, requiresProject = false)
public final class ValuesMojo extends AbstractPgChartMojo {

    static final String SKIP = "pgchart.values.skip";

    /** Skips this goal. */
    @Parameter(property = SKIP, defaultValue = "false")
    private boolean valuesSkip;

    @Inject
    ValuesMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return valuesSkip;
    }

    @Override
    void run(Reporter reporter) {
        new ShowValues(reporter).run(chartRequest(), valuesRequest());
    }
}
