package io.pgchart.plan;

import java.util.List;

/**
 * Changes that need not wait for each other.
 *
 * @param name what it is for, in a word or two
 */
public record Wave(String name, List<Change> changes) {

    public Wave {
        changes = List.copyOf(changes);
    }
}
