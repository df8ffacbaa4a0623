package io.pgchart.action;

/**
 * What to deploy.
 *
 * @param render what is rendered, and where it is written
 */
public record DeployRequest(RenderRequest render, DeployOptions options) {}
