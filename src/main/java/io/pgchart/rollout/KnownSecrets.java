package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Secrets that pods read, as they are or will be: those of the release by its applies, others read once. */
final class KnownSecrets {

    private final Map<String, Optional<LiveObject>> known = new ConcurrentHashMap<>();

    void learn(LiveObject secret) {
        known.put(secret.id().key(), Optional.of(secret));
    }

    /**
     * The Secret, or null when there is none.
     *
     * @throws io.pgchart.cluster.RefusedException when it may not be read
     */
    @Nullable
    LiveObject find(Rollout rollout, ObjectId id) {
        Optional<LiveObject> found = known.get(id.key());
        if (found == null) {
            found = Optional.ofNullable(rollout.cluster().get(id));
            found.ifPresent(rollout.mask()::learn);
            known.put(id.key(), found);
        }
        return found.orElse(null);
    }
}
