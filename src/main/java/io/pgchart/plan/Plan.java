package io.pgchart.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a deploy does to the objects of a release.
 *
 * @param waves what is desired, in the order it is applied
 * @param removals what no revision wants any more, in the order it is removed, and what is kept of it
 */
public record Plan(List<Wave> waves, List<Change> removals) {

    public Plan {
        waves = List.copyOf(waves);
        removals = List.copyOf(removals);
    }

    /** All changes, in the order they are made. */
    public List<Change> changes() {
        List<Change> all = new ArrayList<>();
        waves.forEach(wave -> all.addAll(wave.changes()));
        all.addAll(removals);
        return all;
    }

    /** How many objects have this action. */
    public int count(Change.Action action) {
        return (int)
                changes().stream().filter(change -> change.action() == action).count();
    }

    /** Whether the cluster already is as it is to be. */
    public boolean isEmpty() {
        return changes().stream().noneMatch(Change::isApplied) && count(Change.Action.REMOVE) == 0;
    }
}
