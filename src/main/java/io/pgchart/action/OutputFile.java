package io.pgchart.action;

/**
 * A file to write.
 *
 * @param path below the output directory, with slashes
 * @param text its content, written as UTF-8
 * @param ownerOnly whether nobody else may read it, because it holds a Secret's data
 */
record OutputFile(String path, String text, boolean ownerOnly) {}
