package io.pgchart.report;

/** Takes the lines of the console; the edge gives them colour where there is a terminal. */
public interface LogSink {

    /** A line of the flow: what it is about, and what there is to say. */
    void line(String label, String text);

    /** A line below it that begins with a sign: {@code +} for new, {@code ~} for changed, {@code -} for removed. */
    void change(char sign, String text);

    /** Text for the user, line by line as it stands. */
    void text(String text);

    /** What is going on right now, in place of the last such text; the next line takes its place. Only terminals show it. */
    default void live(String text) {}
}
