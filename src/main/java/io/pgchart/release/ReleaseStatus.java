package io.pgchart.release;

/** What a revision of a release is. Source: Helm's pkg/release/common, Status. */
public enum ReleaseStatus {
    UNKNOWN("unknown"),
    DEPLOYED("deployed"),
    UNINSTALLED("uninstalled"),
    SUPERSEDED("superseded"),
    FAILED("failed"),
    UNINSTALLING("uninstalling"),
    PENDING_INSTALL("pending-install"),
    PENDING_UPGRADE("pending-upgrade"),
    PENDING_ROLLBACK("pending-rollback");

    private final String word;

    ReleaseStatus(String word) {
        this.word = word;
    }

    /** The status that Helm writes so; {@code UNKNOWN} for any other word. */
    static ReleaseStatus of(String word) {
        for (ReleaseStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether somebody installs, upgrades or rolls back, or died doing so. */
    public boolean isPending() {
        return this == PENDING_INSTALL || this == PENDING_UPGRADE || this == PENDING_ROLLBACK;
    }

    /** Whether somebody is at work on the release, or died at it. */
    public boolean isUnderway() {
        return isPending() || this == UNINSTALLING;
    }

    /** Whether its rollout has once come to a good end. */
    public boolean wasDeployed() {
        return this == DEPLOYED || this == SUPERSEDED;
    }

    /** The status as Helm writes it. */
    @Override
    public String toString() {
        return word;
    }
}
