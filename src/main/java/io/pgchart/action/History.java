package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Target;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.Revision;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.SecretMask;
import java.util.List;

/** Tells the revisions of a release, by whomever they were made. */
public final class History {

    private final Cluster cluster;
    private final Reporter reporter;

    public History(Cluster cluster, Reporter reporter) {
        this.cluster = cluster;
        this.reporter = reporter;
    }

    /**
     * Reads with one request, and tells.
     *
     * @throws ClusterException when there is no such release, or it may not be read
     */
    public void run(HistoryRequest request) {
        Target target = cluster.target();
        String release = request.releaseName();
        ReleaseHistory history = read(release);
        Revision newest = history.newest();
        if (newest == null) {
            throw new ClusterException(new Problem(
                    "release " + release,
                    "is not in namespace " + target.namespace() + " of " + target.server(),
                    null,
                    "Name another one with <releaseName>, <namespace> or <context>, or look at 'helm list -A'."));
        }
        reporter.release(new Reporter.Whereabouts(
                release, String.valueOf(newest.number()), target.namespace(), target.context()));
        reporter.history(history);
    }

    private ReleaseHistory read(String release) {
        try {
            return ReleaseHistory.read(cluster, release);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(new SecretMask(List.of())).problems(e, null, null));
        }
    }
}
