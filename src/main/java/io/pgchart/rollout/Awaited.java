package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.Readiness;
import io.pgchart.readiness.Surroundings;
import io.pgchart.report.Reporter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** An object that is waited for, and what was told of it. */
final class Awaited {

    /** A state that passes sooner is not worth a line. */
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(2);

    /** What is to be said of the object as it is now. */
    @FunctionalInterface
    interface Rule {
        Readiness judge(LiveObject live, Surroundings around);
    }

    private final Reporter reporter;
    private final LiveObject applied;
    private final Rule rule;
    private final Set<String> told = new HashSet<>();
    private String text = "";
    private Duration since = Duration.ZERO;

    Awaited(Reporter reporter, LiveObject applied, Rule rule) {
        this.reporter = reporter;
        this.applied = applied;
        this.rule = rule;
    }

    Readiness judge(LiveObject live, Surroundings around) {
        return rule.judge(live, around);
    }

    /** As its apply answered. */
    LiveObject applied() {
        return applied;
    }

    /** Tells the state once it has lasted for a while, a fault at once; nothing twice. */
    void tell(Readiness readiness, Duration elapsed) {
        String object = applied.id().shortName();
        if (!readiness.text().equals(text)) {
            text = readiness.text();
            since = elapsed;
        }
        boolean isFault = !readiness.faults().isEmpty();
        if ((isFault || elapsed.minus(since).compareTo(WORTH_A_LINE) >= 0) && told.add(text)) {
            reporter.waiting(object, text, elapsed);
        } else {
            reporter.stillWaiting(object, text, elapsed);
        }
    }

    void tellReady(Readiness readiness, Duration elapsed) {
        reporter.waiting(applied.id().shortName(), readiness.text(), elapsed);
    }
}
