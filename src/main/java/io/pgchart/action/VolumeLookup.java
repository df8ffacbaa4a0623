package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The claims of volumes that one preflight asks about, for several reasons; each is requested once. */
final class VolumeLookup {

    private final Cluster cluster;
    private final Map<String, Optional<LiveObject>> found = new ConcurrentHashMap<>();

    VolumeLookup(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The claim, or null when there is none. */
    @Nullable
    LiveObject find(ObjectId claim) {
        return found.computeIfAbsent(claim.key(), key -> Optional.ofNullable(cluster.get(claim)))
                .orElse(null);
    }

    /** Whether an earlier workload of that name has left a volume of its first instance. */
    boolean isKept(LiveObject workload) {
        return LostCredentials.claims(workload).stream().anyMatch(claim -> find(claim) != null);
    }
}
