package io.pgchart.syntax;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The times of a cron line. Source: robfig/cron v3, SpecSchedule.Next, which Kubernetes uses.
 *
 * @param fields the numbers of minute, hour, day of the month, month and day of the week, each as a bit
 * @param isEitherDay whether one of the two kinds of days is enough: where both are told
 * @param zone of the times
 */
public record CronSchedule(List<Long> fields, boolean isEitherDay, ZoneId zone) {

    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** After that long a line that never comes true, as on 30 February, is given up. Source: as above. */
    private static final int YEARS = 5;

    private static final int MINUTE = 0;
    private static final int HOUR = 1;
    private static final int DAY = 2;
    private static final int MONTH = 3;
    private static final int WEEKDAY = 4;
    private static final int DAYS_OF_A_WEEK = 7;

    /** The schedule of a line, or null: of one that is none, or that has no fixed times ({@code @every}). */
    public static @Nullable CronSchedule of(String line, ZoneId zone) {
        String text = MACROS.getOrDefault(line, line);
        if (CronLine.flaw(text) != null || text.startsWith("@")) {
            return null;
        }
        List<String> words = CronLine.words(text);
        List<Long> fields = List.of(
                CronLine.FIELDS.get(MINUTE).bits(words.get(MINUTE)),
                CronLine.FIELDS.get(HOUR).bits(words.get(HOUR)),
                CronLine.FIELDS.get(DAY).bits(words.get(DAY)),
                CronLine.FIELDS.get(MONTH).bits(words.get(MONTH)),
                CronLine.FIELDS.get(WEEKDAY).bits(words.get(WEEKDAY)));
        boolean isEitherDay = !CronField.isAll(words.get(DAY)) && !CronField.isAll(words.get(WEEKDAY));
        return new CronSchedule(fields, isEitherDay, zone);
    }

    /** The first time after that one, or null when there is none. */
    public @Nullable Instant next(Instant after) {
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = time.plusYears(YEARS);
        while (time.isBefore(end)) {
            if (!has(MONTH, time.getMonthValue())) {
                time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
            } else if (!hasDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!has(HOUR, time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!has(MINUTE, time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return time.toInstant();
            }
        }
        return null;
    }

    private boolean hasDay(ZonedDateTime time) {
        boolean day = has(DAY, time.getDayOfMonth());
        boolean weekday = has(WEEKDAY, time.getDayOfWeek().getValue() % DAYS_OF_A_WEEK);
        return isEitherDay ? day || weekday : day && weekday;
    }

    private boolean has(int field, int number) {
        return (fields.get(field) >> number & 1) == 1;
    }
}
