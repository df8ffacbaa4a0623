package io.pgchart.release;

/** What makes a new revision, with the words that Helm records for it. Source: Helm's pkg/action. */
public enum Operation {
    INSTALL(ReleaseStatus.PENDING_INSTALL, "Initial install underway", "Install complete", "Release"),
    UPGRADE(ReleaseStatus.PENDING_UPGRADE, "Preparing upgrade", "Upgrade complete", "Upgrade"),
    ROLLBACK(ReleaseStatus.PENDING_ROLLBACK, "", "", "Rollback");

    private final ReleaseStatus pending;
    private final String begun;
    private final String completed;
    private final String verb;

    Operation(ReleaseStatus pending, String begun, String completed, String verb) {
        this.pending = pending;
        this.begun = begun;
        this.completed = completed;
        this.verb = verb;
    }

    /** What a pending revision was made by; an upgrade where its status doesn't tell. */
    static Operation of(ReleaseStatus status) {
        return switch (status) {
            case PENDING_INSTALL -> INSTALL;
            case PENDING_ROLLBACK -> ROLLBACK;
            default -> UPGRADE;
        };
    }

    /** The status while it lasts. */
    ReleaseStatus pending() {
        return pending;
    }

    /** The description while it lasts. */
    String begun() {
        return begun;
    }

    /** The description after a good end; that of a rollback names its target from the beginning. */
    String completed(String begun) {
        return this == ROLLBACK ? begun : completed;
    }

    /** The description after a failure. */
    String failed(String release, String reason) {
        return verb + " \"" + release + "\" failed: " + reason;
    }
}
