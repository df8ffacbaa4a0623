package io.pgchart.syntax;

import io.pgchart.error.NearestNames;
import java.time.zone.ZoneRulesProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of a time zone in the IANA database, as {@code spec.timeZone} of a CronJob takes it: {@code Europe/Berlin}.
 *
 * <p>Loads the JDK's time zones, some 10 ms the first time: call it only for a text that is to be one.
 */
public final class TimeZoneName {

    private static final String MEND = "Write a name of the IANA database such as Etc/UTC or Europe/Berlin.";

    private TimeZoneName() {}

    /** What keeps the text from being a time zone; null when it is one. */
    public static @Nullable Flaw flaw(String text) {
        Set<String> known = ZoneRulesProvider.getAvailableZoneIds();
        // SystemV/… are the JDK's own.
        if (known.contains(text) && !text.startsWith("SystemV/")) {
            return null;
        }
        return new Flaw("is not a time zone of the IANA database", NearestNames.question(text, known, MEND));
    }
}
