package io.pgchart.action;

import io.pgchart.hook.Hook;
import io.pgchart.release.Tenure;
import io.pgchart.rollout.HookLedger;

/** Takes runs of hooks down in the record that is held. */
record RecordedRuns(Tenure tenure) implements HookLedger {

    @Override
    public void running(Hook hook) {
        tenure.hookRunning(hook);
    }

    @Override
    public void finished(Hook hook, boolean succeeded) {
        tenure.hookFinished(hook, succeeded);
    }
}
