package io.pgchart.error;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one run, so that all of them are told together, in the order they were met. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }

    /**
     * Ends the run when anything was collected.
     *
     * @throws InvalidInputException with every problem, if there is one
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(list());
        }
    }
}
