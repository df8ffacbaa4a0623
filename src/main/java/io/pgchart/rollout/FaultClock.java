package io.pgchart.rollout;

import io.pgchart.readiness.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when faults are borne.
 *
 * <p>A fault that goes away for a while, as a crash does at each new try, is still the same one.
 */
final class FaultClock {

    private final Budgets budgets;
    private final Map<String, Instant> since = new HashMap<>();

    FaultClock(Budgets budgets) {
        this.budgets = budgets;
    }

    /** The first of the faults that has been borne for long enough, or null. */
    @Nullable
    Fault spent(List<Fault> faults, Instant now) {
        Fault spent = null;
        for (Fault fault : faults) {
            Instant first = since.computeIfAbsent(fault.key(), key -> now);
            boolean isSpent = Duration.between(first, now).compareTo(budgets.of(fault)) >= 0;
            spent = spent == null && isSpent ? fault : spent;
        }
        return spent;
    }
}
