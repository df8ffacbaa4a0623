package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a tenure begins.
 *
 * <p>Whoever makes a revision creates the next record, whoever uninstalls changes the newest one, and each then looks
 * whether the other's has changed: so of two that begin at once, never both go on.
 */
final class Beginning {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private static final Map<String, String> NOBODY = Map.of(Underway.HOLDER, "", Underway.HEARTBEAT, "");

    private final Cluster cluster;
    private final Machine machine;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Intervals intervals;

    Beginning(Cluster cluster, Machine machine, InstantSource clock, Ticker ticker, Intervals intervals) {
        this.cluster = cluster;
        this.machine = machine;
        this.clock = clock;
        this.ticker = ticker;
        this.intervals = intervals;
    }

    /** Creates the record as the newest one of its release; null when somebody else was faster. */
    @Nullable
    Tenure create(Opening opening, ReleaseRecord record, int most) {
        ReleaseHistory history = opening.history();
        Revision newest = history.newest();
        LiveObject before = newest == null ? null : endAbandoned(opening, newest);
        if (newest != null && before == null) {
            return null;
        }
        String nonce = UUID.randomUUID().toString();
        Instant sent = clock.instant();
        LiveObject secret = create(RecordSecret.created(record, sent, annotations(nonce)), record, nonce);
        if (secret == null) {
            return null;
        }
        if (before != null && !isAsItWas(before)) {
            remove(secret);
            return null;
        }
        Succession others = new Succession(cluster, clock, history, record.revision());
        Tenure tenure = tenure(new HeldRecord.Begun(record, secret, nonce, sent), others);
        boolean isTidy = false;
        try {
            others.mend(tenure::ensureHeld);
            others.prune(record, most, tenure::ensureHeld);
            isTidy = true;
            return tenure;
        } finally {
            if (!isTidy) {
                tenure.close();
            }
        }
    }

    /** Marks the newest record as being uninstalled; null when somebody else was faster. */
    @Nullable
    Tenure uninstall(Opening opening) {
        ReleaseHistory history = opening.history();
        Revision newest = history.newest();
        if (newest == null) {
            throw new IllegalArgumentException("nothing to uninstall");
        }
        String nonce = UUID.randomUUID().toString();
        Instant sent = clock.instant();
        ReleaseRecord record = newest.record()
                .withDeleted(sent)
                .with(ReleaseStatus.UNINSTALLING, "Deletion in progress (or silently failed)");
        LiveObject secret = replace(
                RecordSecret.annotated(RecordSecret.replaced(newest.secret(), record, sent), annotations(nonce)));
        if (secret == null) {
            return null;
        }
        Revision now = ReleaseHistory.read(cluster, history.release()).newest();
        if (now == null || now.number() != newest.number()) {
            // Another holds the release, so this is no matter of order: whoever changed it since has put it right.
            replace(RecordSecret.annotated(RecordSecret.replaced(secret, newest.record(), clock.instant()), NOBODY));
            return null;
        }
        Succession others = new Succession(cluster, clock, history, newest.number());
        return tenure(new HeldRecord.Begun(record, secret, nonce, sent), others);
    }

    private Tenure tenure(HeldRecord.Begun begun, Succession others) {
        HeldRecord held = new HeldRecord(cluster, clock, intervals.grace(), begun);
        return new Tenure(clock, held, ticker.every(intervals.heartbeat(), held::beat), others);
    }

    private Map<String, String> annotations(String nonce) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Underway.HOLDER, machine.self().annotation());
        annotations.put(Underway.HEARTBEAT, nonce + ".0");
        return annotations;
    }

    /** The newest record, marked as failed if its worker is dead; null when it was not dead after all. */
    private @Nullable LiveObject endAbandoned(Opening opening, Revision newest) {
        Underway abandoned = opening.abandoned();
        if (abandoned == null) {
            return newest.secret();
        }
        ReleaseRecord record = newest.record();
        String reason = "interrupted; it was held by "
                + (abandoned.holder() == null ? "helm" : abandoned.holder().inWords()) + ", and ended by "
                + machine.self().inWords();
        return replace(RecordSecret.annotated(
                RecordSecret.replaced(
                        newest.secret(),
                        record.with(ReleaseStatus.FAILED, Tenure.failure(record, reason)),
                        clock.instant()),
                NOBODY));
    }

    /** An answer may get lost, and asking again then find what was created at first. */
    private @Nullable LiveObject create(MapNode tree, ReleaseRecord record, String nonce) {
        try {
            return cluster.create(tree, false);
        } catch (RefusedException e) {
            if (e.refusal().code() != CONFLICT || e.refusal().isNamespaceTerminating()) {
                throw e;
            }
            LiveObject there = cluster.get(RecordSecret.id(record.name(), record.revision()));
            String beat = there == null ? null : there.annotation(Underway.HEARTBEAT);
            return beat != null && beat.startsWith(nonce + ".") ? there : null;
        }
    }

    /** The Secret after the update; null when it was changed or removed meanwhile. */
    private @Nullable LiveObject replace(MapNode tree) {
        try {
            return cluster.replace(tree);
        } catch (RefusedException e) {
            if (e.refusal().code() == CONFLICT || e.refusal().code() == NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private boolean isAsItWas(LiveObject before) {
        LiveObject now = cluster.get(before.id());
        return now != null && now.resourceVersion().equals(before.resourceVersion());
    }

    private void remove(LiveObject secret) {
        cluster.delete(secret.id(), secret.uid(), Propagation.BACKGROUND);
    }
}
