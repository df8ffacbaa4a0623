package io.pgchart.mojo;

import io.pgchart.action.Forward;
import io.pgchart.action.ForwardRequest;
import io.pgchart.action.ForwardedDatabase;
import io.pgchart.action.Workbench;
import io.pgchart.report.Reporter;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Opens a tunnel to the release's database that stays open while the build runs, and sets properties of the project for
 * the tests behind it: {@code pgchart.jdbcUrl}, {@code pgchart.host}, {@code pgchart.port}, {@code pgchart.database} and
 * {@code pgchart.username}. Bind it to {@code pre-integration-test}. Whichever way the build ends, the tunnel is closed
 * with it; a connection of the tests that is made after the pod was replaced reaches the new one. Modules that bind the
 * goal share one tunnel. Because tests write, it takes the cluster as a goal does that changes it: see
 * {@code allowCurrentContext}. The user has to have the rights {@code get} and, as of Kubernetes 1.35, {@code create} on
 * {@code pods/portforward}.
 */
@Mojo(name = "forward", threadSafe = true, requiresProject = false)
public final class ForwardMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.forward.skip", defaultValue = "false")
    private boolean forwardSkip;

    /** The port of this machine, on 127.0.0.1 alone. By default a free one. */
    @Parameter(property = "pgchart.forward.localPort")
    private @Nullable Integer forwardLocalPort;

    /** Which of the release's databases, where the value {@code replicaCount} asks for several: 0 is the first. */
    @Parameter(property = "pgchart.forward.instance", defaultValue = "0")
    private int forwardInstance;

    /**
     * A file that the user's password is written to, for its owner's eyes alone and as long as the tunnel is open, in the
     * form that {@code psql} reads where the environment's {@code PGPASSFILE} names it, and the JDBC driver where the
     * system property {@code org.postgresql.pgpassfile} does. Without it the password is written nowhere: no property
     * holds it, for properties get into logs and reports.
     */
    @Parameter(property = "pgchart.forward.passwordFile")
    private @Nullable File forwardPasswordFile;

    // Maven sets the parameters after construction.
    @SuppressWarnings("NullAway.Init")
    @Inject
    ForwardMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return forwardSkip;
    }

    @Override
    void run(Reporter reporter) {
        Build build = build();
        ForwardRequest request = new ForwardRequest(
                releaseName(),
                forwardInstance,
                forwardLocalPort,
                forwardPasswordFile == null ? null : build.paths().named(forwardPasswordFile));
        try (Workbench workbench = workbench(reporter, true)) {
            ForwardedDatabase database = new Forward(workbench, build.tunnels()).run(request);
            build.end().close(database);
            build.setProperty("pgchart.host", database.host());
            build.setProperty("pgchart.port", Integer.toString(database.port()));
            build.setProperty("pgchart.database", database.database());
            build.setProperty("pgchart.username", database.username());
            build.setProperty("pgchart.jdbcUrl", database.jdbcUrl());
        }
    }
}
