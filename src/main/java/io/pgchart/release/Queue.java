package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Waits for others who work on a release, and knows the dead among them. */
final class Queue {

    /** The server tells its time in whole seconds: what seems short of stale may not be asked for at once again. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Machine machine;
    private final InstantSource clock;
    private final Intervals intervals;

    Queue(Cluster cluster, Machine machine, InstantSource clock, Intervals intervals) {
        this.cluster = cluster;
        this.machine = machine;
        this.clock = clock;
        this.intervals = intervals;
    }

    /** @param toUninstall whether an uninstallation of helm's may be taken over: to do it twice does no harm */
    Opening await(String release, Waiting waiting, boolean toUninstall) {
        Instant deadline = clock.instant().plus(waiting.atMost());
        int told = 0;
        while (true) {
            ReleaseHistory history = ReleaseHistory.read(cluster, release);
            Revision newest = history.newest();
            if (newest == null || !newest.status().isUnderway()) {
                return new Opening(history, null);
            }
            Underway underway = Underway.of(release, newest, cluster.serverTime());
            boolean isSameEnd = toUninstall && underway.status() == ReleaseStatus.UNINSTALLING;
            if (isAbandoned(underway, waiting) || (underway.holder() == null && isSameEnd)) {
                return new Opening(history, underway);
            }
            if (underway.holder() == null) {
                throw new ClusterException(ofHelm(history, underway));
            }
            if (told != underway.revision()) {
                told = underway.revision();
                waiting.told().accept(underway);
            }
            waitForChange(newest.secret(), underway, deadline, waiting.atMost());
        }
    }

    private boolean isAbandoned(Underway underway, Waiting waiting) {
        Holder holder = underway.holder();
        if (holder == null) {
            return Objects.equals(waiting.unlock(), underway.revision());
        }
        return underway.silence().compareTo(intervals.stale()) >= 0 || machine.isDead(holder);
    }

    /** Returns when the work has ended, or its worker was silent for too long and has to be looked at anew. */
    private void waitForChange(LiveObject secret, Underway underway, Instant deadline, Duration atMost) {
        Duration silence = intervals.stale().minus(underway.silence());
        Instant stale = clock.instant().plus(silence.compareTo(LEAST) < 0 ? LEAST : silence);
        String beat = String.valueOf(secret.annotation(Underway.HEARTBEAT));
        try (Feed feed = cluster.feed()) {
            feed.watch(Selection.named("v1", "Secret", secret.id().name()));
            while (clock.instant().isBefore(stale)) {
                Instant now = clock.instant();
                if (!now.isBefore(deadline)) {
                    throw new ClusterException(tooLong(underway, atMost));
                }
                FeedEvent event = feed.next(Duration.between(now, deadline.isBefore(stale) ? deadline : stale));
                if (event instanceof FeedEvent.Gone) {
                    return;
                }
                if (event instanceof FeedEvent.Seen seen) {
                    String newBeat = String.valueOf(seen.object().annotation(Underway.HEARTBEAT));
                    if (!sameHolder(newBeat, beat) || !isUnderway(seen.object())) {
                        return;
                    }
                    if (!newBeat.equals(beat)) {
                        beat = newBeat;
                        stale = clock.instant().plus(intervals.stale());
                    }
                }
            }
        }
    }

    private static boolean sameHolder(String beat, String other) {
        return beat.substring(0, beat.indexOf('.') + 1).equals(other.substring(0, other.indexOf('.') + 1));
    }

    private static boolean isUnderway(LiveObject secret) {
        @Nullable String status = secret.label(RecordSecret.STATUS);
        return status != null && ReleaseStatus.of(status).isUnderway();
    }

    private static Problem tooLong(Underway underway, Duration atMost) {
        return new Problem(
                "release " + underway.release(),
                "is still being changed after " + atMost.toSeconds() + " seconds: " + underway.inWords()
                        + "; nothing was changed here",
                null,
                "Wait for it to end, or wait longer: <timeout> in the POM, -Dpgchart.timeout.");
    }

    private Problem ofHelm(ReleaseHistory history, Underway underway) {
        int revision = underway.revision();
        String in = " -n " + cluster.target().namespace();
        Revision good = history.lastGood();
        String way = underway.status() == ReleaseStatus.UNINSTALLING || good == null
                ? "'helm uninstall " + underway.release() + in + "'"
                : "'helm rollback " + underway.release() + " " + good.number() + in + "'";
        return new Problem(
                "release " + underway.release(),
                "revision " + revision + " is " + underway.status()
                        + ", and has no sign of life of this plugin: a helm is at work on it, or died at it; nothing"
                        + " was changed",
                null,
                "If no helm is running any more, take it over with -Dpgchart.unlock=" + revision
                        + ", or let helm mend it: " + way + ", or 'kubectl delete secret "
                        + RecordSecret.id(underway.release(), revision).name() + in + "'.");
    }
}
