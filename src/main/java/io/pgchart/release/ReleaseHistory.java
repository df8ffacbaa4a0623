package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.manifest.LiveObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The revisions of a release as one request showed them; it doesn't change when the cluster does. */
public final class ReleaseHistory {

    private final String release;
    private final List<Revision> revisions;

    private ReleaseHistory(String release, List<Revision> revisions) {
        this.release = release;
        this.revisions = List.copyOf(revisions);
    }

    /** Reads all revisions with one request. */
    public static ReleaseHistory read(Cluster cluster, String release) {
        List<Revision> revisions = new ArrayList<>();
        for (LiveObject secret : cluster.list(RecordSecret.of(release))) {
            int number = RecordSecret.revision(secret, release);
            if (number > 0) {
                revisions.add(new Revision(secret, number));
            }
        }
        revisions.sort(Comparator.comparingInt(Revision::number));
        return new ReleaseHistory(release, revisions);
    }

    /** The release's name. */
    public String release() {
        return release;
    }

    /** From the oldest to the newest. */
    public List<Revision> revisions() {
        return revisions;
    }

    /** The newest revision, whatever became of it, or null. */
    public @Nullable Revision newest() {
        return revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
    }

    /** The revision of that number, or null. */
    public @Nullable Revision revision(int number) {
        for (Revision revision : revisions) {
            if (revision.number() == number) {
                return revision;
            }
        }
        return null;
    }

    /** The newest revision that is deployed, or null; where a crash left two, that one counts. */
    public @Nullable Revision deployed() {
        // Labels first, so that not every record has to be unpacked; a label that lies is found by the second look.
        Revision labelled = newestThat(revision ->
                revision.labelled() == ReleaseStatus.DEPLOYED && revision.status() == ReleaseStatus.DEPLOYED);
        return labelled != null ? labelled : newestThat(revision -> revision.status() == ReleaseStatus.DEPLOYED);
    }

    /** The newest revision that is deployed or, where a crash left none, that was deployed last; or null. */
    public @Nullable Revision lastGood() {
        Revision deployed = deployed();
        if (deployed != null) {
            return deployed;
        }
        Revision end = newestThat(revision -> revision.status().wasDeployed() || isUninstalled(revision));
        return end == null || isUninstalled(end) ? null : end;
    }

    /**
     * The revisions that objects in the cluster may be of, from the oldest to the newest: the last good one, and all
     * that were tried since. Empty when nothing is installed.
     */
    public List<Revision> sinceLastGood() {
        Revision good = lastGood();
        List<Revision> since = new ArrayList<>();
        for (Revision revision : revisions) {
            if (isUninstalled(revision)) {
                since.clear();
            } else if (good == null || revision.number() >= good.number()) {
                since.add(revision);
            }
        }
        return since;
    }

    /** What the next revision is made by: nothing is upgraded where nothing is installed. */
    public Operation next() {
        Revision newest = newest();
        return newest == null || isUninstalled(newest) ? Operation.INSTALL : Operation.UPGRADE;
    }

    /** The number of the next revision. */
    public int nextRevision() {
        Revision newest = newest();
        return newest == null ? 1 : newest.number() + 1;
    }

    private static boolean isUninstalled(Revision revision) {
        return revision.status() == ReleaseStatus.UNINSTALLED;
    }

    private @Nullable Revision newestThat(Predicate<Revision> is) {
        for (int i = revisions.size() - 1; i >= 0; i--) {
            if (is.test(revisions.get(i))) {
                return revisions.get(i);
            }
        }
        return null;
    }
}
