package io.pgchart.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of what goes on for a while: the label stands before the first one only, as long as nothing else is told in
 * between.
 */
final class FlowLines implements LogSink {

    private static final int NAME_WIDTH = 30;

    private final LogSink sink;
    private String label = "";

    FlowLines(LogSink sink) {
        this.sink = sink;
    }

    /** What there is to say of an object while something goes on. */
    void goesOn(String what, String object, String text) {
        boolean same = what.equals(label);
        sink.line(same ? "" : what, row(object, text));
        label = what;
    }

    /** The same on the live last line. */
    void now(String what, String object, String text) {
        sink.live(what + " ".repeat(Math.max(1, 10 - what.length())) + row(object, text));
    }

    private static String row(String object, String text) {
        return object + " ".repeat(Math.max(1, NAME_WIDTH - object.length())) + text;
    }

    /** {@code  (4s)}, {@code  (2m 5s)}. */
    static String after(Duration elapsed) {
        long seconds = Math.max(0, elapsed.toSeconds());
        return seconds < 60 ? " (" + seconds + "s)" : " (" + seconds / 60 + "m " + seconds % 60 + "s)";
    }

    /** The lines of a diagnosis, below the one that names the object and the fault. */
    static List<String> details(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        if (!diagnosis.log().isEmpty()) {
            lines.add("    last lines of " + diagnosis.logOf() + ":");
            diagnosis.log().forEach(line -> lines.add("    | " + line));
        }
        diagnosis.warnings().forEach(warning -> lines.add("    ! " + warning));
        return lines;
    }

    @Override
    public void line(String what, String text) {
        label = "";
        sink.line(what, text);
    }

    @Override
    public void change(char sign, String text) {
        label = "";
        sink.change(sign, text);
    }

    @Override
    public void text(String text) {
        label = "";
        sink.text(text);
    }

    @Override
    public void live(String text) {
        sink.live(text);
    }
}
