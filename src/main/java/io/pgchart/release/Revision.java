package io.pgchart.release;

import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import org.jspecify.annotations.Nullable;

/**
 * A revision as it was read from the cluster; its record is decoded when it is first asked for.
 *
 * <p>Where the status in the record and the one on the Secret's label differ, the record's counts, as it does for Helm's
 * list, status and history; the label is mended with the next write.
 */
public final class Revision {

    private final LiveObject secret;
    private final int number;
    private volatile @Nullable ReleaseRecord decoded;

    Revision(LiveObject secret, int number) {
        this.secret = secret;
        this.number = number;
    }

    /** From 1. */
    public int number() {
        return number;
    }

    /**
     * What was recorded.
     *
     * @throws ClusterException when its Secret holds no record
     */
    public ReleaseRecord record() {
        ReleaseRecord record = decoded;
        if (record == null) {
            try {
                record = RecordSecret.read(secret, number);
            } catch (DamageException e) {
                throw new ClusterException(problem(e));
            }
            decoded = record;
        }
        return record;
    }

    /** The status that its record tells, or its label where the record can't be read. */
    public ReleaseStatus status() {
        return isReadable() ? record().status() : labelled();
    }

    /** Whether its Secret holds a record. */
    public boolean isReadable() {
        try {
            record();
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }

    /** The status that its label tells, without reading the record. */
    ReleaseStatus labelled() {
        String label = secret.label(RecordSecret.STATUS);
        return ReleaseStatus.of(label == null ? "" : label);
    }

    LiveObject secret() {
        return secret;
    }

    private Problem problem(DamageException e) {
        String name = secret.id().name();
        String namespace = secret.text("metadata", "namespace");
        return new Problem(
                "Secret/" + name,
                "is damaged: the record of revision " + number + " " + e.fault(),
                null,
                "Restore the Secret from a backup, or remove it, and the revision with it: kubectl delete secret "
                        + name + (namespace.isEmpty() ? "" : " -n " + namespace) + ".");
    }
}
