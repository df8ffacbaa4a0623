package io.pgchart.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last run of a hook. Source: Helm's pkg/release/v1, HookExecution.
 *
 * @param startedAt null before the first run
 * @param completedAt null before it ends
 */
public record HookRun(@Nullable Instant startedAt, @Nullable Instant completedAt, Phase phase) {

    /** A hook that was not run. */
    public static final HookRun NONE = new HookRun(null, null, Phase.NONE);

    /** How far a run has come. */
    public enum Phase {
        NONE(""),
        UNKNOWN("Unknown"),
        RUNNING("Running"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The phase that Helm writes so; {@code UNKNOWN} for any other word. */
        static Phase of(String word) {
            for (Phase phase : values()) {
                if (phase.word.equals(word)) {
                    return phase;
                }
            }
            return UNKNOWN;
        }

        /** The phase as Helm writes it. */
        @Override
        public String toString() {
            return word;
        }
    }

    /** A run that begins. */
    public static HookRun running(Instant now) {
        return new HookRun(now, null, Phase.RUNNING);
    }

    /** The same run after a good end. */
    public HookRun succeeded(Instant now) {
        return new HookRun(startedAt, now, Phase.SUCCEEDED);
    }

    /** The same run after a bad end. */
    public HookRun failed(Instant now) {
        return new HookRun(startedAt, now, Phase.FAILED);
    }
}
