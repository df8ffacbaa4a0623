package io.pgchart.rollout;

import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.Fault;
import io.pgchart.readiness.Readiness;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One wait for some objects. */
final class Wait implements AutoCloseable {

    /** As often a terminal's last line and the budgets are looked at; nothing is asked of the server for it. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** A wait that is shorter needs no explanation. */
    private static final Duration EXPLAINED_AFTER = Duration.ofSeconds(3);

    /** Warnings from shortly before the wait may be about what was just applied. */
    private static final Duration LOOKING_BACK = Duration.ofSeconds(30);

    private final Rollout rollout;
    private final Feed feed;
    private final FaultClock faults;
    private final Scene scene;
    private final SideWatch side;
    private final Unsticking unsticking;
    private final List<Awaited> pending;
    private final Instant start;

    Wait(Rollout rollout, Budgets budgets, Feed feed, List<Awaited> pending) {
        this.rollout = rollout;
        this.feed = feed;
        this.faults = new FaultClock(budgets);
        Instant shortlyBefore = rollout.cluster().serverTime().minus(LOOKING_BACK);
        this.scene = new Scene(shortlyBefore);
        this.side = new SideWatch(rollout, scene);
        this.unsticking = new Unsticking(rollout, shortlyBefore);
        this.start = rollout.clock().instant();
        this.pending = new ArrayList<>(pending);
    }

    /** Returns when all are ready. */
    void run() {
        try {
            pending.forEach(awaited -> watch(awaited.applied()));
            while (true) {
                judge();
                if (pending.isEmpty()) {
                    return;
                }
                takeWhatComes();
            }
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, null));
        }
    }

    private void watch(LiveObject object) {
        feed.watch(Selection.named(
                object.id().apiVersion(), object.id().kind(), object.id().name()));
        String pods = ReadinessRules.podSelector(object);
        if (pods != null) {
            feed.watch(Selection.labelled("v1", "Pod", pods));
        }
    }

    /** What came at the same time is judged at once: states that nobody could see are not told. */
    private void takeWhatComes() {
        FeedEvent event = feed.next(TICK);
        while (event != null) {
            scene.take(event);
            event = feed.next(Duration.ZERO);
        }
        if (elapsed().compareTo(EXPLAINED_AFTER) >= 0) {
            side.look();
        }
    }

    private void judge() {
        Surroundings around = scene.around();
        boolean isLate = elapsed().compareTo(rollout.timeout()) >= 0;
        List<Awaited> ready = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Awaited awaited : pending) {
            LiveObject live = scene.latest(awaited.applied());
            Readiness readiness = awaited.judge(live, around);
            if (scene.lost(awaited.applied()) != null) {
                problems.add(deleted(live));
            } else if (readiness.state() == State.READY) {
                awaited.tellReady(readiness, elapsed());
                ready.add(awaited);
            } else {
                unsticking.unstick(live, around, elapsed());
                Fault spent = faults.spent(
                        unsticking.left(readiness.faults()), rollout.clock().instant());
                if (spent != null || isLate) {
                    problems.add(failed(live, readiness, spent));
                } else {
                    awaited.tell(readiness, elapsed());
                }
            }
        }
        pending.removeAll(ready);
        if (!problems.isEmpty()) {
            throw new RolloutException(problems);
        }
    }

    private Problem failed(LiveObject live, Readiness readiness, @Nullable Fault spent) {
        side.lookClosely();
        Examination examination = new Examination(rollout, live, scene.around());
        return spent == null ? examination.late(readiness) : examination.failed(spent);
    }

    private static Problem deleted(LiveObject live) {
        return new Problem(
                live.id().shortName(),
                "was deleted by someone while it was waited for",
                null,
                "Find out who does so, then run the goal again.");
    }

    private Duration elapsed() {
        return Duration.between(start, rollout.clock().instant());
    }

    @Override
    public void close() {
        side.close();
    }
}
