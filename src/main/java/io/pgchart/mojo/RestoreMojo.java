package io.pgchart.mojo;

import io.pgchart.action.Deploy;
import io.pgchart.action.DeployOptions;
import io.pgchart.action.Restore;
import io.pgchart.action.RestoreRequest;
import io.pgchart.action.RestoreSource;
import io.pgchart.action.Workbench;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.pgbackrest.RestoreTarget;
import io.pgchart.report.Reporter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database back from its backups: to the newest state, a point in time, or a named backup; or makes a copy of
 * another release's database. The pod is stopped, its volume restored beside the present data and recovered there; only
 * then it takes the place of the present data, which is kept. A full backup is made afterwards. Where the release is not
 * there, it is installed with the restored data.
 */
@Mojo(name = "restore", threadSafe = true, requiresProject = false)
public final class RestoreMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.restore.skip", defaultValue = "false")
    private boolean restoreSkip;

    /**
     * The time whose state to bring back, ISO 8601 with its offset: {@code 2026-11-23T10:00:00Z}. By default the newest
     * state that is in the repository.
     */
    @Parameter(property = "pgchart.restore.target")
    private @Nullable String restoreTarget;

    /**
     * The label of the backup to restore, {@code 20261123-020004F}: with a time, the one to begin with; without, the
     * state at its end. By default the best one.
     */
    @Parameter(property = "pgchart.restore.backup")
    private @Nullable String restoreBackup;

    /** The release whose backups are restored, to make a copy of it that backs up to its own path. */
    @Parameter(property = "pgchart.restore.fromRelease")
    private @Nullable String restoreFromRelease;

    /** The namespace of that release. By default the same one. */
    @Parameter(property = "pgchart.restore.fromNamespace")
    private @Nullable String restoreFromNamespace;

    /**
     * The path of the backups in the repository, where it does not follow from release and namespace:
     * {@code /backups/orders/postgresql-0}.
     */
    @Parameter(property = "pgchart.restore.fromPath")
    private @Nullable String restoreFromPath;

    /** Which instance to restore. Those of a higher number are stopped meanwhile, too. */
    @Parameter(property = "pgchart.restore.instance", defaultValue = "0")
    private int restoreInstance;

    /**
     * Restores over the present files, where there is no room for both. Only the files that differ are copied; what was
     * there is lost.
     */
    @Parameter(property = "pgchart.restore.inPlace", defaultValue = "false")
    private boolean restoreInPlace;

    /** Tells what would be restored, and changes nothing. */
    @Parameter(property = "pgchart.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Creates the namespace when it is not there. */
    @Parameter(property = "pgchart.createNamespace", defaultValue = "false")
    private boolean createNamespace;

    /** How many revisions are kept. */
    @Parameter(property = "pgchart.historyMax", defaultValue = "10")
    private int historyMax;

    /**
     * The number of a pending revision whose helm is dead, to take it over. A revision that this plugin left pending is
     * taken over without it, as soon as its heartbeat has stopped.
     */
    @Parameter(property = "pgchart.unlock")
    private @Nullable Integer unlock;

    // Maven sets the parameters after construction.
    @SuppressWarnings("NullAway.Init")
    @Inject
    RestoreMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return restoreSkip;
    }

    @Override
    void run(Reporter reporter) {
        RestoreTarget target = new RestoreTarget(time(), restoreBackup);
        RestoreSource source = new RestoreSource(restoreFromRelease, restoreFromNamespace, restoreFromPath);
        DeployOptions options =
                new DeployOptions(rolloutOptions(), dryRun, false, createNamespace, false, historyMax, unlock);
        try (Workbench workbench = workbench(reporter, true)) {
            String namespace = workbench.cluster().target().namespace();
            new Restore(workbench)
                    .run(new RestoreRequest(
                            renderRequest(namespace), target, source, restoreInstance, restoreInPlace, options));
            Deploy.forget(build().deployed(), workbench.cluster().target(), releaseName());
        }
    }

    private @Nullable Instant time() {
        if (restoreTarget == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(restoreTarget).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(List.of(new Problem(
                    "restoreTarget",
                    "'" + restoreTarget + "' is no time with its offset, expected one like 2026-11-23T10:00:00Z or"
                            + " 2026-11-23T11:00:00+01:00",
                    null,
                    "Set <restoreTarget> in the POM, -Dpgchart.restore.target.")));
        }
    }
}
