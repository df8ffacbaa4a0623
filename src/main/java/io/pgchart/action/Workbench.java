package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Target;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.release.Opening;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseRecord;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Releases;
import io.pgchart.release.Revision;
import io.pgchart.release.Waiting;
import io.pgchart.report.Reporter;
import io.pgchart.report.Reporter.Whereabouts;
import io.pgchart.rollout.Ownership;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.SecretMask;
import io.pgchart.rollout.WriteGuard;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What actions on a cluster work with; it is theirs until it is closed.
 *
 * @param clock of the records, and by which time is measured
 * @param random for what is generated
 */
public record Workbench(Cluster cluster, Releases releases, Reporter reporter, InstantSource clock, SecureRandom random)
        implements AutoCloseable {

    /** What a rollout of a release is carried out with. */
    Rollout rollout(String release, WriteGuard guard, SecretMask mask, Duration timeout) {
        return new Rollout(cluster, ownership(release), reporter, clock, guard, mask, timeout);
    }

    Ownership ownership(String release) {
        return new Ownership(release, cluster.target().namespace());
    }

    /** What proves and plans a revision of a release. */
    Preflight preflight(String release, SecretMask mask, RolloutOptions options) {
        Rollout reading = rollout(release, Workbench::refuse, mask, options.timeout());
        return new Preflight(reading, options, random);
    }

    /** How to wait for others who work on the release. */
    Waiting waiting(RolloutOptions options, @Nullable Integer unlock) {
        return new Waiting(
                options.timeout(), unlock, underway -> reporter.outcome("Waiting", "for " + underway.inWords()));
    }

    /** Tells of the one who died at the release, if somebody did: what they left is finished here. */
    Opening told(Opening opening) {
        if (opening.abandoned() != null) {
            reporter.outcome("Abandoned", opening.abandoned().inWords());
        }
        return opening;
    }

    /** A release of this cluster that is about to have its next revision. */
    Whereabouts whereabouts(ReleaseHistory history) {
        Revision newest = history.newest();
        String next = Integer.toString(history.nextRevision());
        return whereabouts(history.release(), newest == null ? next : newest.number() + " -> " + next);
    }

    /** How long something has taken, in words. */
    String since(Instant begun) {
        return Duration.between(begun, clock.instant()).toSeconds() + "s";
    }

    /** A release of this cluster. */
    Whereabouts whereabouts(String release, String revision) {
        Target target = cluster.target();
        return new Whereabouts(release, revision, target.namespace(), target.context());
    }

    /**
     * The newest record of a release that is there.
     *
     * @throws ClusterException when there is none
     */
    ReleaseRecord present(String release) {
        Revision newest = releases.history(release).newest();
        if (newest == null || newest.status() == ReleaseStatus.UNINSTALLED) {
            throw noRelease(release);
        }
        return newest.record();
    }

    /** What to tell of a release that the cluster does not have. */
    ClusterException noRelease(String release) {
        return new ClusterException(new Problem(
                "release " + release,
                "is not in namespace " + cluster.target().namespace(),
                null,
                "Look for it: helm list --all-namespaces, or set <namespace> in the POM, -Dpgchart.namespace."));
    }

    @Override
    public void close() {
        cluster.close();
    }

    private static void refuse() {
        throw new IllegalStateException("a write before the release is held");
    }
}
