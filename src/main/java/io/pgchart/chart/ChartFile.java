package io.pgchart.chart;

/**
 * A text file of a chart.
 *
 * @param path inside the chart, with slashes: {@code templates/statefulset.yaml}
 * @param text its content, with line feeds alone between its lines
 * @param shownAs the file as the user knows it: the path on disk, or {@code chart/templates/…} in the plugin
 */
public record ChartFile(String path, String text, String shownAs) {

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it is a part of templates, and no template itself: its name begins with an underscore. */
    public boolean isPartial() {
        return name().startsWith("_");
    }
}
