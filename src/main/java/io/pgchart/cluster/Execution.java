package io.pgchart.cluster;

/**
 * What became of a command that ran to its end.
 *
 * @param exitCode its own, 0 to 255
 * @param output its standard output, as UTF-8
 * @param errors its standard error, as UTF-8
 */
public record Execution(int exitCode, String output, String errors) {}
