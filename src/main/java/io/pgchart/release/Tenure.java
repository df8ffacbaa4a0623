package io.pgchart.release;

import io.pgchart.hook.Hook;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time in which this process has a release for itself: from the beginning of a revision or an uninstallation to its
 * end.
 *
 * <p>May be used by several threads. Closed without an end, the record stays as it is, underway, and whoever comes next
 * puts it right.
 */
public final class Tenure implements AutoCloseable {

    private static final int LONGEST_REASON = 1000;

    private final InstantSource clock;
    private final HeldRecord held;
    private final Ticker.Ticking heartbeat;
    private final Succession others;

    Tenure(InstantSource clock, HeldRecord held, Ticker.Ticking heartbeat, Succession others) {
        this.clock = clock;
        this.held = held;
        this.heartbeat = heartbeat;
        this.others = others;
    }

    /** The record as it is now. */
    public ReleaseRecord record() {
        return held.record();
    }

    /**
     * To be called before each write to the cluster, and before each time that one is sent again.
     *
     * @throws io.pgchart.error.ClusterException when another has the release, or that could not be excluded for too
     *     long: then nothing may be written any more
     */
    public void ensureHeld() {
        held.ensureHeld();
    }

    /** Records that a hook runs; to be called before it starts. */
    public void hookRunning(Hook hook) {
        recordHook(hook, HookRun.running(clock.instant()));
    }

    /** Records how a hook ended. */
    public void hookFinished(Hook hook, boolean succeeded) {
        Instant now = clock.instant();
        held.write(record -> {
            HookRun run = record.lastRun(hook);
            return record.withHookRun(hook, succeeded ? run.succeeded(now) : run.failed(now));
        });
    }

    /** Records a run of a hook as it is. */
    public void recordHook(Hook hook, HookRun run) {
        held.write(record -> record.withHookRun(hook, run));
    }

    /** Ends an install, upgrade or rollback well: what was deployed before is superseded, then this is deployed. */
    public void succeed() {
        others.supersede(held::ensureHeld);
        held.finish(record -> record.with(
                ReleaseStatus.DEPLOYED,
                Operation.of(record.status()).completed(record.info().description())));
        heartbeat.close();
    }

    /**
     * Ends it badly: what was deployed before stays so, and what was applied stays for inspection.
     *
     * @param reason in one sentence, without secrets
     */
    public void fail(String reason) {
        held.finish(record -> record.with(ReleaseStatus.FAILED, failure(record, Excerpt.of(reason, LONGEST_REASON))));
        heartbeat.close();
    }

    /**
     * Ends an uninstallation well.
     *
     * @param keepHistory keeps the records, the newest marked as uninstalled
     */
    public void uninstalled(boolean keepHistory) {
        if (keepHistory) {
            others.supersede(held::ensureHeld);
            held.finish(record -> record.with(ReleaseStatus.UNINSTALLED, "Uninstallation complete"));
        } else {
            others.remove(held::ensureHeld);
            held.ensureHeld();
            held.leave();
            others.remove(held.secret(), held::ensureHeld);
        }
        heartbeat.close();
    }

    static String failure(ReleaseRecord record, String reason) {
        return record.status() == ReleaseStatus.UNINSTALLING
                ? "Uninstallation of \"" + record.name() + "\" failed: " + reason
                : Operation.of(record.status()).failed(record.name(), reason);
    }

    @Override
    public void close() {
        held.leave();
        heartbeat.close();
    }
}
