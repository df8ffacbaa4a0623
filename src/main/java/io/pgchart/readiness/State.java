package io.pgchart.readiness;

/** How far a live object is. */
public enum State {
    READY,
    IN_PROGRESS,
    /** It will not become ready by itself. */
    FAILED
}
