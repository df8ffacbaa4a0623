package io.pgchart.action;

import io.pgchart.manifest.Manifest;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import java.util.ArrayList;
import java.util.List;

/** What the revisions of a release that may have left something in the cluster say together. */
final class Revisions {

    private Revisions() {}

    /** Their objects, those of the newest first; one object may be there several times. */
    static List<Manifest> manifests(ReleaseHistory history) {
        List<Manifest> manifests = new ArrayList<>();
        List<Revision> revisions = history.sinceLastGood();
        for (int i = revisions.size() - 1; i >= 0; i--) {
            manifests.addAll(revisions.get(i).record().manifests());
        }
        return manifests;
    }

    /** Whether the newest revision may have ended before all of it was done. */
    static boolean isUnfinished(ReleaseHistory history) {
        Revision newest = history.newest();
        return newest != null && newest.status() != ReleaseStatus.DEPLOYED;
    }

    /** Whether no object of theirs can have fields that a helm owns by client-side applies. */
    static boolean areServerSideApplied(ReleaseHistory history) {
        return history.sinceLastGood().stream()
                .allMatch(revision -> revision.record().isServerSideApplied());
    }
}
