package io.pgchart.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of a CronJob: five fields, or a macro such as {@code @daily}.
 *
 * <p>Source: robfig/cron v3, ParseStandard, which Kubernetes uses, and Kubernetes' own refusal of a time zone in the
 * line ({@code spec.timeZone} names it).
 */
public final class CronLine {

    private static final List<String> MACROS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    static final List<CronField> FIELDS = List.of(
            new CronField("minute", 0, 59, List.of()),
            new CronField("hour", 0, 23, List.of()),
            new CronField("day of the month", 1, 31, List.of()),
            new CronField(
                    "month",
                    1,
                    12,
                    List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new CronField("day of the week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));
    private static final String MEND =
            "Write minute, hour, day of the month, month and day of the week: 0 2 * * 0 is Sunday at 2.";

    private CronLine() {}

    /** What keeps the text from being a schedule; null when it is one. */
    public static @Nullable Flaw flaw(String text) {
        if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
            return new Flaw(
                    "names a time zone, expected the five fields alone", "Set the time zone in its own key, timeZone.");
        }
        if (text.startsWith("@")) {
            return macroFlaw(text);
        }
        List<String> fields = words(text);
        if (fields.size() != FIELDS.size()) {
            String count = fields.size() + (fields.size() == 1 ? " field" : " fields");
            return new Flaw("has " + count + ", expected the 5 of a cron line", MEND);
        }
        for (int i = 0; i < FIELDS.size(); i++) {
            CronField field = FIELDS.get(i);
            if (!field.accepts(fields.get(i))) {
                return new Flaw(
                        "has '" + fields.get(i) + "' as its " + field.name() + ", expected " + field.expected(), MEND);
            }
        }
        return null;
    }

    private static @Nullable Flaw macroFlaw(String text) {
        if (MACROS.contains(text) || (text.startsWith("@every ") && GoDuration.flaw(text.substring(7)) == null)) {
            return null;
        }
        return new Flaw(
                "is not a macro of cron, expected @yearly, @monthly, @weekly, @daily, @hourly or @every <duration>",
                MEND);
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean space = i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t';
            if (space && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
        }
        return words;
    }
}
