package io.pgchart.readiness;

import java.util.List;

/**
 * What is to be said of one live object.
 *
 * @param text for the user: {@code 1 of 1 ready}, {@code postgresql-0 Pending: pulling image}
 * @param faults what keeps it from becoming ready, the gravest first; not empty when it failed
 */
public record Readiness(State state, String text, List<Fault> faults) {

    public Readiness {
        faults = List.copyOf(faults);
    }

    static Readiness ready(String text) {
        return new Readiness(State.READY, text, List.of());
    }

    static Readiness inProgress(String text) {
        return new Readiness(State.IN_PROGRESS, text, List.of());
    }

    /** Failed when one of the faults can't mend itself, else in progress. */
    static Readiness of(String text, List<Fault> faults) {
        boolean isHopeless = faults.stream().anyMatch(fault -> fault.patience() == Patience.NONE);
        return new Readiness(isHopeless ? State.FAILED : State.IN_PROGRESS, text, faults);
    }

    static Readiness failed(Fault fault) {
        return new Readiness(State.FAILED, fault.reason() + detail(fault), List.of(fault));
    }

    private static String detail(Fault fault) {
        return fault.detail().isEmpty() ? "" : ": " + fault.detail();
    }
}
