package io.pgchart.readiness;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the last lines of a container's log say of why it ended.
 *
 * <p>A server that gives up has more to say after its reason: that it stops, and has stopped.
 *
 * @param lines the oldest first
 */
public record LastWords(List<String> lines) {

    /** Source: strerror(ENOSPC); PostgreSQL logs it in English where {@code lc_messages} is not set. */
    private static final String FULL = "No space left on device";

    /** PostgreSQL's severities that end a process, but for clients that come too early or too late. */
    private static final Pattern FATAL = Pattern.compile("\\b(FATAL|PANIC): ++(?!the database system is )");

    public LastWords {
        lines = List.copyOf(lines);
    }

    /** Whether a volume had no room. */
    public boolean isVolumeFull() {
        return lines.stream().anyMatch(line -> line.contains(FULL));
    }

    /** {@code its last line: …}, or an earlier one that says more; {@code ""} of a container that said nothing. */
    public String reason() {
        if (lines.isEmpty()) {
            return "";
        }
        String last = lines.get(lines.size() - 1);
        String telling = lines.stream()
                .filter(line -> isVolumeFull()
                        ? line.contains(FULL)
                        : FATAL.matcher(line).find())
                .reduce(last, (older, newer) -> newer);
        return telling.equals(last) ? "its last line: " + last : "its log says: " + telling;
    }

    /** What mends it, or this other step where the lines don't say. */
    public String nextStep(String otherwise) {
        return isVolumeFull()
                ? "A volume is full: give it more room (persistence.size) and deploy. Remove nothing from it by hand."
                : otherwise;
    }
}
