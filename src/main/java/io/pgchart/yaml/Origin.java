package io.pgchart.yaml;

/**
 * The place where a node was written.
 *
 * @param source a file as the user knows it, or a parameter: {@code src/main/pgchart/values.yaml},
 *     {@code -Dpgchart.set}
 * @param line from 1; 0 when the source is no file or the whole of it is meant
 * @param column from 1; 0 like line
 */
public record Origin(String source, int line, int column) {

    /** An origin without lines: a parameter, or a file as a whole. */
    public static Origin of(String source) {
        return new Origin(source, 0, 0);
    }

    /** {@code source:line, column n}: for a line that holds several things to point at. */
    public String withColumn() {
        return this + ", column " + column;
    }

    /** {@code source:line}, or the source alone where there is no line. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
