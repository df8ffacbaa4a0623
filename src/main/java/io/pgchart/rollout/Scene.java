package io.pgchart.rollout;

import io.pgchart.cluster.FeedEvent;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.Surroundings;
import io.pgchart.readiness.Warnings;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the objects that are watched: each as it was seen last. */
final class Scene {

    private final Map<String, LiveObject> present = new LinkedHashMap<>();
    private final Map<String, LiveObject> gone = new LinkedHashMap<>();
    private final Instant since;

    /** A scene without warnings from before that time, by the server's clock. */
    Scene(Instant since) {
        this.since = since;
    }

    /** Takes in what happened. */
    void take(FeedEvent event) {
        if (event instanceof FeedEvent.Seen seen) {
            present.put(seen.object().id().key(), seen.object());
            gone.remove(seen.object().id().key());
        } else if (event instanceof FeedEvent.Gone left) {
            present.remove(left.object().id().key());
            gone.put(left.object().id().key(), left.object());
        }
    }

    /** The object as it was seen last, or else as it was known before. */
    LiveObject latest(LiveObject known) {
        LiveObject seen = present.get(known.id().key());
        return seen == null ? known : seen;
    }

    /** The object as it was when it went away; null when it is there. */
    @Nullable
    LiveObject lost(LiveObject known) {
        return gone.get(known.id().key());
    }

    /** What is around whatever is judged. */
    Surroundings around() {
        List<LiveObject> pods = new ArrayList<>();
        List<LiveObject> claims = new ArrayList<>();
        List<LiveObject> warnings = new ArrayList<>();
        for (LiveObject object : present.values()) {
            switch (object.id().kind()) {
                case "Pod" -> pods.add(object);
                case "PersistentVolumeClaim" -> claims.add(object);
                case "Event" -> {
                    if (isRecent(object)) {
                        warnings.add(object);
                    }
                }
                default -> {}
            }
        }
        return new Surroundings(pods, claims, warnings);
    }

    private boolean isRecent(LiveObject event) {
        try {
            return !Instant.parse(Warnings.time(event)).isBefore(since);
        } catch (DateTimeException e) {
            return true;
        }
    }
}
