package io.pgchart.action;

/**
 * Whose revisions to tell.
 *
 * @param releaseName the Helm release
 */
public record HistoryRequest(String releaseName) {}
