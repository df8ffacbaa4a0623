package io.pgchart.release;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work on a release that is going on, or was when its worker died.
 *
 * @param holder null when it is no work of this plugin, but of a helm
 * @param silence since the last sign of life, by the server's clock and to the second; zero without a holder
 */
public record Underway(
        String release,
        int revision,
        ReleaseStatus status,
        @Nullable Holder holder,
        Duration silence) {

    /** Who holds the record, written once. */
    static final String HOLDER = "pgchart.io/holder";

    /** The sign of life: other text with every renewal, or the server would leave the time as it is. */
    static final String HEARTBEAT = "pgchart.io/heartbeat";

    /** @param serverTime as the server told it with the record */
    static Underway of(String release, Revision revision, Instant serverTime) {
        String holder = revision.secret().annotation(HOLDER);
        Instant beat = holder == null ? null : lastBeat(revision.secret());
        Duration silence = beat == null ? Duration.ZERO : Duration.between(beat, serverTime);
        return new Underway(
                release,
                revision.number(),
                revision.status(),
                holder == null ? null : Holder.parse(holder),
                silence.isNegative() ? Duration.ZERO : silence);
    }

    /** In words: {@code revision 4 (pending-upgrade) by ann on ci-3 (process 4711)}. */
    public String inWords() {
        return "revision " + revision + " (" + status + ") by " + (holder == null ? "helm" : holder.inWords());
    }

    /** The time of the manager that owns the heartbeat; null where the server tells none. */
    private static @Nullable Instant lastBeat(LiveObject secret) {
        Instant latest = null;
        if (secret.at("metadata", "managedFields") instanceof ListNode managers) {
            for (Node node : managers.items()) {
                Instant time = node instanceof MapNode manager && ownsHeartbeat(manager) ? time(manager) : null;
                latest = time != null && (latest == null || time.isAfter(latest)) ? time : latest;
            }
        }
        return latest;
    }

    private static boolean ownsHeartbeat(MapNode manager) {
        Node node = manager;
        for (String key : new String[] {"fieldsV1", "f:metadata", "f:annotations", "f:" + HEARTBEAT}) {
            node = node instanceof MapNode map ? map.get(key) : null;
        }
        return node != null;
    }

    private static @Nullable Instant time(MapNode manager) {
        try {
            return manager.get("time") instanceof ScalarNode time ? Instant.parse(time.text()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
