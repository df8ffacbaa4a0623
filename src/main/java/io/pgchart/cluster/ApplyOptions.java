package io.pgchart.cluster;

/**
 * How to apply.
 *
 * @param fieldManager who is to own the fields
 * @param force takes fields from other managers instead of being refused
 * @param dryRun proves it on the server and changes nothing
 */
public record ApplyOptions(String fieldManager, boolean force, boolean dryRun) {}
