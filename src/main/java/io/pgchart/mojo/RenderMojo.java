package io.pgchart.mojo;

import io.pgchart.action.Render;
import io.pgchart.report.Reporter;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Merges the values, checks them and renders the chart into {@code target/pgchart}: {@code manifest.yaml},
 * {@code manifests/}, {@code hooks/}, {@code NOTES.txt} and {@code values.yaml}. It reads no kubeconfig and asks no
 * cluster and no network.
 */
@Mojo(name = "render", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true, requiresProject = false)
public final class RenderMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.render.skip", defaultValue = "false")
    private boolean renderSkip;

    @Inject
    RenderMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return renderSkip;
    }

    @Override
    void run(Reporter reporter) {
        new Render(reporter).run(renderRequest());
    }
}
