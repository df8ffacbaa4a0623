package io.pgchart.readiness;

/** How long a fault is borne before it counts as a failure. */
public enum Patience {
    /** It can't mend itself. */
    NONE,
    /** Kubernetes tries again by itself, and the next try may succeed. */
    SHORT,
    /** Something outside may still turn up: a node, a volume, quota. */
    LONG
}
