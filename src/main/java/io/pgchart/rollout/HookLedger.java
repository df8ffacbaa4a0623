package io.pgchart.rollout;

import io.pgchart.hook.Hook;

/** Takes down what becomes of hooks; the release record does. */
public interface HookLedger {

    /** The hook is about to be started, and is nowhere in the cluster yet. */
    void running(Hook hook);

    /** The hook has ended, or could not be run. */
    void finished(Hook hook, boolean succeeded);
}
