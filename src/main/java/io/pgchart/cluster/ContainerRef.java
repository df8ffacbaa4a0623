package io.pgchart.cluster;

/**
 * A container of a pod, of init containers too.
 *
 * @param previous the run before the present one
 */
public record ContainerRef(String pod, String container, boolean previous) {}
