package io.pgchart.chart;

import java.nio.file.Path;

/**
 * A directory with a chart or an overlay.
 *
 * @param shownAs the directory as the user knows it, relative to the project where it is inside
 */
public record ChartDirectory(Path path, String shownAs) {}
