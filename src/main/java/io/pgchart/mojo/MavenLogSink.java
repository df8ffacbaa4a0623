package io.pgchart.mojo;

import io.pgchart.report.LogSink;
import java.io.PrintStream;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.shared.utils.logging.MessageBuilder;
import org.apache.maven.shared.utils.logging.MessageUtils;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of the console to Maven's log, in Maven's colours where it has some.
 *
 * <p>Where nobody looks at a terminal there is no live last line: in CI it would be a line a second.
 */
final class MavenLogSink implements LogSink {

    private static final int LABEL_WIDTH = 10;

    /** Back to the first column, and the rest of the line away. Source: ECMA-48, CR and EL. */
    private static final String NEW_START = "\r\u001B[K";

    private static final int LONGEST_LIVE_LINE = 79;

    private final Log log;
    private final @Nullable PrintStream terminal;
    private boolean isLive;

    MavenLogSink(Log log) {
        this(log, hasTerminal() ? System.out : null);
    }

    /**
     * Maven's colours are off in batch mode and where its output is no terminal, unless someone wants them always; then
     * the JDK tells a terminal up to 21, and CI servers say that they are one.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasTerminal() {
        return MessageUtils.isColorEnabled() && System.console() != null && System.getenv("CI") == null;
    }

    /** A sink with a live last line on the terminal, if there is one. */
    MavenLogSink(Log log, @Nullable PrintStream terminal) {
        this.log = log;
        this.terminal = terminal;
    }

    @Override
    public void live(String text) {
        if (terminal != null) {
            terminal.print(NEW_START + text.substring(0, Math.min(text.length(), LONGEST_LIVE_LINE)));
            terminal.flush();
            isLive = true;
        }
    }

    private void endLive() {
        if (isLive && terminal != null) {
            terminal.print(NEW_START);
            terminal.flush();
            isLive = false;
        }
    }

    @Override
    public void line(String label, String text) {
        endLive();
        String padding = " ".repeat(Math.max(1, LABEL_WIDTH - label.length()));
        log.info(MessageUtils.buffer().strong(label).a(padding).a(text).build());
    }

    @Override
    public void change(char sign, String text) {
        endLive();
        MessageBuilder line = MessageUtils.buffer().a("  ");
        switch (sign) {
            case '+' -> line.success(sign);
            case '-' -> line.failure(sign);
            default -> line.warning(sign);
        }
        log.info(line.a(" ").a(text).build());
    }

    @Override
    public void text(String text) {
        endLive();
        if (text.isEmpty()) {
            log.info("");
        }
        text.lines().forEach(log::info);
    }
}
