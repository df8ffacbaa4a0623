package io.pgchart.report;

/**
 * What happened to a file of the output.
 *
 * @param sign {@code +} new, {@code ~} changed, {@code -} removed
 * @param path below the output directory
 */
public record FileChange(char sign, String path) {}
