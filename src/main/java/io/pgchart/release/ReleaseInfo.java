package io.pgchart.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a revision, and when.
 *
 * @param firstDeployed when the release's first revision began
 * @param lastDeployed when this one began
 * @param deleted when its uninstallation began; null while there was none
 * @param description one sentence for people
 * @param notes for the user; {@code ""} when there are none
 */
public record ReleaseInfo(
        @Nullable Instant firstDeployed,
        @Nullable Instant lastDeployed,
        @Nullable Instant deleted,
        String description,
        ReleaseStatus status,
        String notes) {}
