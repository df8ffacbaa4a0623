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
    void supersede(Runnable beforeEach) {
        supersedeBut(null, beforeEach);
    }

    /** Leaves one deployed where a crash left several. */
    void mend(Runnable beforeEach) {
        supersedeBut(history.deployed(), beforeEach);
    }

    private void supersedeBut(@Nullable Revision spared, Runnable beforeEach) {
        Revision deployed = history.deployed();
        for (Revision revision : others()) {
            boolean isDeployed = revision == deployed || revision.labelled() == ReleaseStatus.DEPLOYED;
            if (isDeployed && revision != spared && revision.isReadable()) {
                supersede(revision, beforeEach);
            }
        }
    }

    /** Another may have written the record meanwhile: then what it says now counts. */
    private void supersede(Revision found, Runnable beforeEach) {
        Revision revision = found;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ReleaseRecord record = revision.record();
            ReleaseRecord changed =
                    record.status() == ReleaseStatus.DEPLOYED ? record.with(ReleaseStatus.SUPERSEDED) : record;
            beforeEach.run();
            try {
                cluster.replace(RecordSecret.replaced(revision.secret(), changed, clock.instant()));
                return;
            } catch (RefusedException e) {
                int code = e.refusal().code();
                if (code != NOT_FOUND && (code != CONFLICT || attempt == ATTEMPTS)) {
                    throw e;
                }
            }
            LiveObject now = cluster.get(found.secret().id());
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
    void prune(ReleaseRecord record, int most, Runnable beforeEach) {
        List<Revision> left = others();
        int tooMany = most <= 0 ? 0 : left.size() + 1 - most;
        Revision good = history.lastGood();
        for (int i = 0; i < left.size() && tooMany > 0; i++) {
            Revision revision = left.get(i);
            boolean isOld = good != null && revision.number() < good.number();
            if (isOld || (revision != good && isCovered(revision, left.subList(i + 1, left.size()), record))) {
                beforeEach.run();
                remove(revision.secret());
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
    void remove(Runnable beforeEach) {
        for (Revision revision : others()) {
            beforeEach.run();
            remove(revision.secret());
        }
    }

    void remove(LiveObject secret) {
        cluster.delete(secret.id(), secret.uid(), Propagation.BACKGROUND);
    }

    private List<Revision> others() {
        List<Revision> others = new ArrayList<>(history.revisions());
        others.removeIf(revision -> revision.number() == held);
        return others;
    }
}
