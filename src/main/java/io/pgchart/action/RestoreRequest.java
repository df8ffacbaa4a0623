package io.pgchart.action;

import io.pgchart.pgbackrest.RestoreTarget;

/**
 * A database to be brought back.
 *
 * @param render the release; what it is rendered from counts only where the release is not there
 * @param target the state to bring back
 * @param source whose backups
 * @param instance whose database, from 0
 * @param isInPlace restores over the present files instead of keeping them aside
 */
public record RestoreRequest(
        RenderRequest render,
        RestoreTarget target,
        RestoreSource source,
        int instance,
        boolean isInPlace,
        DeployOptions options) {}
