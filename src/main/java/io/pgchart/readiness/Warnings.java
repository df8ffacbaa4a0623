package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Events of type Warning about one object, the newest last. */
public final class Warnings {

    private final List<LiveObject> events = new ArrayList<>();

    private Warnings() {}

    /** Those about the object with this uid: a later object of the same name has others. */
    public static Warnings about(LiveObject object, Surroundings around) {
        Warnings warnings = new Warnings();
        for (LiveObject event : around.warnings()) {
            if (event.text("involvedObject", "uid").equals(object.uid())) {
                warnings.events.add(event);
            }
        }
        warnings.events.sort(Comparator.comparing(Warnings::time));
        return warnings;
    }

    /** The newest with one of the reasons, or null. */
    @Nullable
    LiveObject newest(String... reasons) {
        LiveObject found = null;
        for (LiveObject event : events) {
            if (List.of(reasons).contains(event.text("reason"))) {
                found = event;
            }
        }
        return found;
    }

    /** What the last failed probe said: {@code Readiness probe failed: …}; {@code ""} when none failed. */
    public String lastProbe() {
        LiveObject event = newest("Unhealthy");
        return event == null ? "" : Fields.oneLine(event.text("message"));
    }

    /** The newest ones as text, {@code Pod/postgresql-0 FailedMount: …}; what was said before is not said again. */
    public List<String> texts(int atMost) {
        List<String> texts = new ArrayList<>();
        for (LiveObject event : events) {
            String text = text(event);
            texts.remove(text);
            texts.add(text);
        }
        return texts.subList(Math.max(0, texts.size() - atMost), texts.size());
    }

    private static String text(LiveObject event) {
        return event.text("involvedObject", "kind")
                + "/"
                + event.text("involvedObject", "name")
                + " "
                + event.text("reason")
                + ": "
                + Fields.oneLine(event.text("message"));
    }

    /** Events of the older API count in one field, those of the newer one in others; all are RFC 3339 in UTC. */
    public static String time(LiveObject event) {
        for (String[] path : new String[][] {
            {"series", "lastObservedTime"}, {"lastTimestamp"}, {"eventTime"}, {"metadata", "creationTimestamp"}
        }) {
            String time = event.text(path);
            if (!time.isEmpty()) {
                return time;
            }
        }
        return "";
    }
}
