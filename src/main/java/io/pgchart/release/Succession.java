package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The other revisions of a release that is held: superseded, pruned, removed. */
final class Succession {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int ATTEMPTS = 3;

    private final Cluster cluster;
    private final InstantSource clock;
    private final ReleaseHistory history;
    private final int held;

    /** @param held the number of the revision that is held: it is left alone */
    Succession(Cluster cluster, InstantSource clock, ReleaseHistory history, int held) {
        this.cluster = cluster;
        this.clock = clock;
        this.history = history;
        this.held = held;
    }

    /** Supersedes every revision that is deployed. */
    void supersede(Runnable guard) {
        supersedeBut(null, cluster.guarded(guard));
    }

    /** Leaves one deployed where a crash left several. */
    void mend(Runnable guard) {
        supersedeBut(history.deployed(), cluster.guarded(guard));
    }

    private void supersedeBut(@Nullable Revision spared, Cluster guarded) {
        Revision deployed = history.deployed();
        for (Revision revision : others()) {
            boolean isDeployed = revision == deployed || revision.labelled() == ReleaseStatus.DEPLOYED;
            if (isDeployed && revision != spared && revision.isReadable()) {
                supersede(revision, guarded);
            }
        }
    }

    /** Another may have written the record meanwhile: then what it says now counts. */
    private void supersede(Revision found, Cluster guarded) {
        Revision revision = found;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ReleaseRecord record = revision.record();
            ReleaseRecord changed =
                    record.status() == ReleaseStatus.DEPLOYED ? record.with(ReleaseStatus.SUPERSEDED) : record;
            try {
                guarded.replace(RecordSecret.replaced(revision.secret(), changed, clock.instant()));
                return;
            } catch (RefusedException e) {
                int code = e.refusal().code();
                if (code != NOT_FOUND && (code != CONFLICT || attempt == ATTEMPTS)) {
                    throw e;
                }
            }
            LiveObject now = guarded.get(found.secret().id());
            if (now == null) {
                return;
            }
            revision = new Revision(now, found.number());
        }
    }

    /**
     * Removes the oldest revisions until no more than so many are left, the one that is held counted.
     *
     * <p>Never the last good one, nor one whose objects no later revision knows: nobody would ever remove them.
     *
     * @param most no limit when it is 0
     */
    void prune(ReleaseRecord record, int most, Runnable guard) {
        List<Revision> left = others();
        int tooMany = most <= 0 ? 0 : left.size() + 1 - most;
        Revision good = history.lastGood();
        for (int i = 0; i < left.size() && tooMany > 0; i++) {
            Revision revision = left.get(i);
            boolean isOld = good != null && revision.number() < good.number();
            if (isOld || (revision != good && isCovered(revision, left.subList(i + 1, left.size()), record))) {
                remove(revision.secret(), guard);
                tooMany--;
            }
        }
    }

    private static boolean isCovered(Revision revision, List<Revision> newer, ReleaseRecord newest) {
        Set<String> known = new HashSet<>(objects(newest));
        for (Revision other : newer) {
            known.addAll(other.isReadable() ? objects(other.record()) : Set.of());
        }
        return revision.isReadable() && known.containsAll(objects(revision.record()));
    }

    private static Set<String> objects(ReleaseRecord record) {
        Set<String> keys = new HashSet<>();
        record.manifests().forEach(manifest -> keys.add(manifest.id().key()));
        return keys;
    }

    /** Removes all of them, from the oldest. */
    void remove(Runnable guard) {
        for (Revision revision : others()) {
            remove(revision.secret(), guard);
        }
    }

    void remove(LiveObject secret, Runnable guard) {
        cluster.guarded(guard).delete(secret.id(), secret.uid(), Propagation.BACKGROUND);
    }

    private List<Revision> others() {
        List<Revision> others = new ArrayList<>(history.revisions());
        others.removeIf(revision -> revision.number() == held);
        return others;
    }
}
