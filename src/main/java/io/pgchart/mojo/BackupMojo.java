package io.pgchart.mojo;

import io.pgchart.action.Backup;
import io.pgchart.action.BackupRequest;
import io.pgchart.action.Workbench;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.pgbackrest.BackupType;
import io.pgchart.report.Reporter;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Makes a backup of the release's databases now, by a Job like those of its CronJobs, and tells its progress. */
@Mojo(name = "backup", threadSafe = true, requiresProject = false)
public final class BackupMojo extends AbstractPgChartMojo {

    /** Skips this goal. */
    @Parameter(property = "pgchart.backup.skip", defaultValue = "false")
    private boolean backupSkip;

    /**
     * How much the backup holds by itself: {@code full}, all; {@code diff}, what has changed since the last full one;
     * {@code incr}, what has changed since the last one. Where there is no full one yet, pgBackRest makes that.
     */
    @Parameter(property = "pgchart.backup.type", defaultValue = "incr")
    private String backupType;

    // Maven sets the parameters after construction.
    @SuppressWarnings("NullAway.Init")
    @Inject
    BackupMojo(SettingsDecrypter settingsDecrypter) {
        super(settingsDecrypter);
    }

    @Override
    boolean isGoalSkipped() {
        return backupSkip;
    }

    @Override
    void run(Reporter reporter) {
        BackupType type = BackupType.of(backupType);
        if (type == null) {
            throw new InvalidInputException(List.of(new Problem(
                    "backupType",
                    "'" + backupType + "' is no type of backup, expected one of " + BackupType.words(),
                    null,
                    "Set <backupType> in the POM, -Dpgchart.backup.type.")));
        }
        try (Workbench workbench = workbench(reporter, true)) {
            new Backup(workbench)
                    .run(new BackupRequest(releaseName(), type, rolloutOptions().timeout()));
        }
    }
}
