package io.pgchart.report;

/** Keeps the console's lines as a user sees them without colour. */
public final class RecordingSink implements LogSink {

    private static final int LABEL_WIDTH = 10;

    private final StringBuilder lines = new StringBuilder();

    @Override
    public synchronized void line(String label, String text) {
        lines.append(label).append(" ".repeat(Math.max(1, LABEL_WIDTH - label.length())));
        lines.append(text).append('\n');
    }

    @Override
    public synchronized void change(char sign, String text) {
        lines.append("  ").append(sign).append(' ').append(text).append('\n');
    }

    @Override
    public synchronized void text(String text) {
        if (text.isEmpty()) {
            lines.append('\n');
        }
        text.lines().forEach(line -> lines.append(line).append('\n'));
    }

    /** All lines so far. */
    public synchronized String text() {
        return lines.toString();
    }
}
