package io.pgchart.action;

import io.pgchart.pgbackrest.BackupType;
import java.time.Duration;

/**
 * A backup to be made.
 *
 * @param timeout how long the Job may take, where the release sets it no time
 */
public record BackupRequest(String releaseName, BackupType type, Duration timeout) {}
