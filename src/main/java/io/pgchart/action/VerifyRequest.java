package io.pgchart.action;

import java.time.Duration;

/**
 * A backup to be proven.
 *
 * @param instance whose backup, from 0
 * @param timeout how long what reads the repository may take; the restore itself takes as long as it takes
 */
public record VerifyRequest(String releaseName, int instance, Duration timeout) {}
