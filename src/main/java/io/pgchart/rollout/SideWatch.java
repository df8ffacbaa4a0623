package io.pgchart.rollout;

import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches what explains a wait and does not decide it: warnings and claims.
 *
 * <p>It begins only when there is something to explain, for most waits are short; and a user who may not see them still
 * can deploy.
 */
final class SideWatch implements AutoCloseable {

    private static final List<Selection> WATCHED = List.of(
            new Selection("v1", "Event", null, "type=Warning"),
            new Selection("v1", "PersistentVolumeClaim", null, null));

    /** How long an explanation may take when all else is known. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Rollout rollout;
    private final Scene scene;
    private @Nullable Feed feed;
    private int begun;
    private int caughtUp;

    SideWatch(Rollout rollout, Scene scene) {
        this.rollout = rollout;
        this.scene = scene;
    }

    /** Begins, if it has not, and takes in what has come. */
    void look() {
        if (begun == 0) {
            begin();
        }
        take(Duration.ZERO);
    }

    /** Takes in everything that is there now. */
    void lookClosely() {
        look();
        while (feed != null && caughtUp < begun && take(PATIENCE)) {
            take(Duration.ZERO);
        }
    }

    private void begin() {
        begun = WATCHED.size();
        try {
            Feed begunFeed = rollout.cluster().feed();
            feed = begunFeed;
            WATCHED.forEach(begunFeed::watch);
        } catch (RefusedException e) {
            close();
        }
    }

    /** Whether something came. */
    private boolean take(Duration atMost) {
        Duration wait = atMost;
        boolean any = false;
        try {
            FeedEvent event = feed == null ? null : feed.next(wait);
            while (event != null && feed != null) {
                any = true;
                caughtUp += event instanceof FeedEvent.CaughtUp ? 1 : 0;
                scene.take(event);
                wait = Duration.ZERO;
                event = feed.next(wait);
            }
        } catch (RefusedException e) {
            close();
        }
        return any;
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }
}
