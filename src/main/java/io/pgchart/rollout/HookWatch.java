package io.pgchart.rollout;

import io.pgchart.cluster.Feed;
import io.pgchart.cluster.FeedEvent;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.readiness.Fault;
import io.pgchart.readiness.Readiness;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import io.pgchart.readiness.Warnings;
import io.pgchart.report.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The run of one Job or Pod that is a hook: its logs are told while it runs, and its end is waited for. */
final class HookWatch implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration EXPLAINED_AFTER = Duration.ofSeconds(3);

    /** What a Job's controller may need to end its pods, and to say so, once its deadline is over. */
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(90);

    /** How long logs may lag behind the end of what wrote them. */
    private static final Duration LOGS_LAG = Duration.ofSeconds(5);

    private final Rollout rollout;
    private final LiveObject created;
    private final Feed feed;
    private final Scene scene;
    private final HookLogs logs;
    private final SideWatch side;
    private final FaultClock faults = new FaultClock(Budgets.DEFAULT);
    private final Instant start;

    private HookWatch(Rollout rollout, LiveObject created, Feed feed, HookLogs.@Nullable Listener listener) {
        this.rollout = rollout;
        this.created = created;
        this.feed = feed;
        this.scene = new Scene(rollout.cluster().serverTime().minusSeconds(1));
        this.logs = new HookLogs(rollout, feed, created.id().shortName(), listener);
        this.side = new SideWatch(rollout, scene);
        this.start = rollout.clock().instant();
    }

    /** Whether it has an end to wait for. */
    static boolean isWatched(ObjectId hook) {
        return isPod(hook) || isJob(hook);
    }

    static boolean isJob(ObjectId hook) {
        return hook.kind().equals("Job") && hook.group().equals("batch");
    }

    /**
     * Returns when the hook has succeeded.
     *
     * @throws RolloutException when it failed, or its time is over
     */
    static void await(Rollout rollout, LiveObject created) {
        await(rollout, created, null);
    }

    /** The same with what takes the lines of its logs instead of the build log. */
    static void await(Rollout rollout, LiveObject created, HookLogs.@Nullable Listener listener) {
        try (Feed feed = rollout.cluster().feed();
                HookWatch watch = new HookWatch(rollout, created, feed, listener)) {
            watch.await();
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, null));
        }
    }

    private void await() {
        feed.watch(Selection.named(
                created.id().apiVersion(), created.id().kind(), created.id().name()));
        String pods = ReadinessRules.podSelector(created);
        if (pods != null) {
            feed.watch(Selection.labelled("v1", "Pod", pods));
        }
        while (true) {
            takeWhatComes(TICK);
            Readiness readiness = judge();
            boolean isOver = elapsed().compareTo(limit()) >= 0;
            if (readiness.state() == State.READY) {
                readLogs();
                return;
            }
            Fault spent = faults.spent(readiness.faults(), rollout.clock().instant());
            if (spent != null || isOver) {
                readLogs();
                throw new RolloutException(spent == null ? late(readiness) : failed(spent));
            }
            rollout.reporter().stillWaiting(created.id().shortName(), readiness.text(), elapsed());
        }
    }

    private void takeWhatComes(Duration atMost) {
        FeedEvent event = feed.next(atMost);
        while (event != null) {
            scene.take(event);
            logs.take(event);
            if (event instanceof FeedEvent.Seen seen && isPod(seen.object().id())) {
                logs.follow(seen.object());
            }
            event = feed.next(Duration.ZERO);
        }
        if (elapsed().compareTo(EXPLAINED_AFTER) >= 0) {
            side.look();
        }
    }

    /** Judged by uid: an object that someone made anew under the name is another one. */
    private Readiness judge() {
        LiveObject live = live();
        LiveObject lost = scene.lost(created);
        boolean isReplaced = !live.uid().equals(created.uid());
        if (isReplaced || (lost != null && !isDone(lost))) {
            throw new RolloutException(new Problem(
                    created.id().shortName(),
                    "was deleted by someone while it ran",
                    null,
                    "Find out who does so, then run the goal again."));
        }
        if (isPod(live.id()) && !isDone(live)) {
            Readiness readiness = ReadinessRules.judge(live, scene.around());
            return readiness.state() == State.READY
                    ? new Readiness(State.IN_PROGRESS, "running", List.of())
                    : readiness;
        }
        return ReadinessRules.judge(live, scene.around());
    }

    /** A Job with a time to live goes away by itself once it is done. */
    private LiveObject live() {
        LiveObject lost = scene.lost(created);
        return lost != null && lost.uid().equals(created.uid()) ? lost : scene.latest(created);
    }

    private boolean isDone(LiveObject live) {
        return isPod(live.id())
                ? List.of("Succeeded", "Failed").contains(live.text("status", "phase"))
                : ReadinessRules.judge(live, Surroundings.NONE).state() != State.IN_PROGRESS;
    }

    /** Until all logs are at their ends: those of pods that are not known yet, too. */
    private void readLogs() {
        Instant latest = rollout.clock().instant().plus(LOGS_LAG);
        while (rollout.clock().instant().isBefore(latest) && !(logs.areRead() && areAllPodsKnown())) {
            takeWhatComes(TICK);
        }
    }

    private boolean areAllPodsKnown() {
        if (isPod(created.id())) {
            return true;
        }
        LiveObject job = live();
        long ended = job.number(0, "status", "succeeded") + job.number(0, "status", "failed");
        return scene.around().pods().size() >= ended;
    }

    private Duration limit() {
        long deadline = created.number(0, "spec", "activeDeadlineSeconds");
        boolean isJob = !isPod(created.id()) && deadline > 0;
        return isJob ? Duration.ofSeconds(deadline).plus(AFTER_DEADLINE) : rollout.timeout();
    }

    private Problem late(Readiness readiness) {
        String nextStep = "See its log above; if it only needs longer, raise timeout (-Dpgchart.timeout=10m)"
                + " or give the Job activeDeadlineSeconds.";
        String outcome = "is not done after " + Examination.seconds(limit()) + ": " + readiness.text();
        return told(
                outcome,
                readiness.text(),
                readiness.faults().isEmpty() ? null : readiness.faults().get(0),
                nextStep);
    }

    private Problem failed(Fault fault) {
        String text = rollout.mask().masked(fault.text());
        return told("failed: " + text, text, fault, fault.nextStep());
    }

    /** The log was told as it came, so the last lines stand in the sentence alone. */
    private Problem told(String outcome, String fault, @Nullable Fault culprit, String nextStep) {
        side.lookClosely();
        List<String> warnings =
                new ArrayList<>(Warnings.about(live(), scene.around()).texts(2));
        for (LiveObject pod : scene.around().pods()) {
            warnings.addAll(Warnings.about(pod, scene.around()).texts(2));
        }
        String name = created.id().shortName();
        warnings.replaceAll(rollout.mask()::masked);
        rollout.reporter().diagnosis(new Diagnosis(name, fault, "", List.of(), warnings, nextStep));
        List<String> last = culprit == null ? List.of() : logs.last(culprit.subject(), culprit.container());
        String lines = last.isEmpty() ? "" : "; its last lines: " + String.join(" | ", last);
        return new Problem(name, outcome + lines, null, nextStep);
    }

    private Duration elapsed() {
        return Duration.between(start, rollout.clock().instant());
    }

    private static boolean isPod(ObjectId id) {
        return id.kind().equals("Pod") && id.group().isEmpty();
    }

    @Override
    public void close() {
        side.close();
    }
}
