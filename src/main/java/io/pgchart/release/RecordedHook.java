package io.pgchart.release;

import io.pgchart.hook.Hook;

/** A hook of a revision and how it last ran in it. */
public record RecordedHook(Hook hook, HookRun lastRun) {}
