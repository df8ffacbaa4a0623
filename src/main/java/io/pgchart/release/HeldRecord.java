package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.PgChartException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The record that this process holds: one writer at a time, each write an update of exactly what was written before, so
 * that two holders can't both go on.
 */
final class HeldRecord {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int ATTEMPTS = 3;

    private final ReentrantLock writing = new ReentrantLock();
    private final Cluster cluster;
    private final InstantSource clock;
    private final Duration grace;

    private final String nonce;

    private LiveObject secret;
    private ReleaseRecord record;
    private long beats;
    private boolean isFinished;
    private final AtomicInteger beaten = new AtomicInteger();
    private volatile Instant renewed;
    private volatile String lost = "";
    private volatile String failure = "";

    HeldRecord(Cluster cluster, InstantSource clock, Duration grace, Begun begun) {
        this.cluster = cluster;
        this.clock = clock;
        this.grace = grace;
        this.nonce = begun.nonce();
        this.secret = begun.secret();
        this.record = begun.record();
        this.renewed = begun.sent();
    }

    /**
     * What a hold begins with.
     *
     * @param secret as the server answered the request that wrote the record
     * @param nonce what no other holder's heartbeats begin with
     * @param sent when that request was sent
     */
    record Begun(ReleaseRecord record, LiveObject secret, String nonce, Instant sent) {}

    ReleaseRecord record() {
        writing.lock();
        try {
            return record;
        } finally {
            writing.unlock();
        }
    }

    LiveObject secret() {
        writing.lock();
        try {
            return secret;
        } finally {
            writing.unlock();
        }
    }

    /** Gives a sign of life; whatever goes wrong is left to {@link #ensureHeld}. */
    void beat() {
        writing.lock();
        try {
            if (!isFinished && lost.isEmpty()) {
                renew();
            }
        } catch (PgChartException | RefusedException e) {
            failure = String.valueOf(e.getMessage());
        } finally {
            beaten.incrementAndGet();
            writing.unlock();
        }
    }

    /**
     * Makes sure that the record is still held, and was not long ago. Whoever is trying to renew the hold is waited for:
     * in an outage that takes as long as an outage may take.
     *
     * @throws ClusterException when it is not, or that can't be known
     */
    void ensureHeld() {
        if (lost.isEmpty() && isFresh()) {
            return;
        }
        int before = beaten.get();
        if (lost.isEmpty() && lock()) {
            try {
                if (!isFresh() && beaten.get() == before) {
                    beat();
                }
            } finally {
                writing.unlock();
            }
        }
        if (!lost.isEmpty() || !isFresh()) {
            throw new ClusterException(problem());
        }
    }

    /** Writes the record as it is to be from now on. */
    void write(Function<ReleaseRecord, ReleaseRecord> change) {
        writing.lock();
        try {
            write(change, false);
        } finally {
            writing.unlock();
        }
    }

    /** Writes the record as it is to stay, and lets it go. */
    void finish(Function<ReleaseRecord, ReleaseRecord> change) {
        writing.lock();
        try {
            write(change, true);
            isFinished = true;
        } finally {
            writing.unlock();
        }
    }

    /** Lets it go without a write. */
    void leave() {
        writing.lock();
        try {
            isFinished = true;
        } finally {
            writing.unlock();
        }
    }

    private void write(Function<ReleaseRecord, ReleaseRecord> change, boolean last) {
        ReleaseRecord changed = change.apply(record);
        Map<String, String> annotations =
                last ? Map.of(Underway.HOLDER, "", Underway.HEARTBEAT, "") : Map.of(Underway.HEARTBEAT, nextBeat());
        replace(now -> RecordSecret.annotated(RecordSecret.replaced(now, changed, clock.instant()), annotations));
        record = changed;
    }

    private void renew() {
        String beat = nextBeat();
        replace(now -> RecordSecret.annotated(now.tree(), Map.of(Underway.HEARTBEAT, beat)));
    }

    private String nextBeat() {
        beats++;
        return nonce + "." + beats;
    }

    /** An answer may get lost and its write be done: then the record is still this holder's, and is taken as it is. */
    private void replace(Function<LiveObject, MapNode> write) {
        for (int attempt = 1; lost.isEmpty(); attempt++) {
            Instant sent = clock.instant();
            try {
                secret = cluster.replace(write.apply(secret));
                renewed = sent;
                failure = "";
                return;
            } catch (RefusedException e) {
                int code = e.refusal().code();
                if (code == NOT_FOUND) {
                    lost = "its Secret is gone";
                } else if (code != CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                } else {
                    takeAsItIs();
                }
            }
        }
        throw new ClusterException(problem());
    }

    private void takeAsItIs() {
        LiveObject now = cluster.get(secret.id());
        if (now == null) {
            lost = "its Secret is gone";
        } else if (isOurs(now)) {
            secret = now;
        } else {
            lost = "another has taken it over or finished it";
        }
    }

    private boolean isOurs(LiveObject now) {
        String beat = now.annotation(Underway.HEARTBEAT);
        return now.uid().equals(secret.uid()) && beat != null && beat.startsWith(nonce + ".");
    }

    private boolean isFresh() {
        Duration since = Duration.between(renewed, clock.instant());
        return !since.isNegative() && since.compareTo(grace) < 0;
    }

    private boolean lock() {
        try {
            writing.lockInterruptibly();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Problem problem() {
        String release = "release " + secret.label("name");
        String revision = "revision " + secret.label("version");
        String fault = lost.isEmpty()
                ? "could not renew its hold on " + revision + " for " + grace.toSeconds() + " seconds"
                : "no longer holds " + revision + ": " + lost;
        String because = lost.isEmpty() && !failure.isEmpty() ? " (last: " + Excerpt.of(failure, 200) + ")" : "";
        return new Problem(
                release,
                fault + because + ", so nothing more was written; what was applied until then is still in the cluster",
                null,
                "Look at 'helm history " + secret.label("name") + "', then run it again: it goes on from there.");
    }
}
