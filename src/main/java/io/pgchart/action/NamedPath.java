package io.pgchart.action;

import java.nio.file.Path;

/**
 * A file or directory and what the user calls it.
 *
 * @param shownAs relative to the project where it is inside, with slashes
 */
public record NamedPath(Path path, String shownAs) {}
