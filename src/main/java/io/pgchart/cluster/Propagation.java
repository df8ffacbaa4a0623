package io.pgchart.cluster;

/** What becomes of the objects that a deleted one owns. */
public enum Propagation {
    /** They go first. */
    FOREGROUND,
    /** They go afterwards. */
    BACKGROUND,
    /** They stay. */
    ORPHAN
}
