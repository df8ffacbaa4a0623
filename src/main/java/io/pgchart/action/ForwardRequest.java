package io.pgchart.action;

import org.jspecify.annotations.Nullable;

/**
 * A tunnel to be opened.
 *
 * @param instance which of the release's databases, from 0
 * @param localPort of this machine; null for a free one
 * @param passwordFile gets the password, in the form of a password file of PostgreSQL; null when nobody wants it
 */
public record ForwardRequest(
        String releaseName,
        int instance,
        @Nullable Integer localPort,
        @Nullable NamedPath passwordFile) {}
