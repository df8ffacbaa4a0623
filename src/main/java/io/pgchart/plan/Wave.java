package io.pgchart.plan;

import java.util.List;

/**
 * Changes that need not wait for each other.
 *
 * @param name what it is for, in a word or two
 */
public record Wave(String name, List<Change> changes) {

    /** The wave of the claims that grow; they are as large as they asked only when the workloads run. */
    public static final String VOLUMES = "volumes";

    public Wave {
        changes = List.copyOf(changes);
    }
}
