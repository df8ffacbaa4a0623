package io.pgchart.mojo;

import io.pgchart.action.Workbench;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.release.Intervals;
import io.pgchart.release.Machine;
import io.pgchart.release.Releases;
import io.pgchart.release.Ticker;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.SecretMask;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way into the cluster that a goal's parameters choose.
 *
 * @param mayBeImplicit whether the current context of {@code ~/.kube/config} is enough to choose it
 * @param trace the file that each request is written to
 */
record ClusterAccess(ConnectionRequest request, boolean mayBeImplicit, Path trace) {

    /**
     * Begins to connect; the first request waits for it.
     *
     * @param build what is being built, for whoever meets its lock
     * @throws InvalidInputException when nothing chooses the cluster, or what does can't be read
     */
    Workbench open(Reporter reporter, String build) {
        Environment environment = Environment.ofProcess();
        ResolvedContext context = Kubeconfigs.resolve(request, environment);
        if (context.isImplicit() && !mayBeImplicit) {
            throw new InvalidInputException(List.of(new Problem(
                    "context",
                    "is '" + context.target().context() + "' only because it was used last, expected one that is"
                            + " named, for this goal is bound to a phase",
                    context.origin(),
                    "Name it: <context> in the POM, -Dpgchart.context; or <kubeconfig>, KUBECONFIG; or set"
                            + " <allowCurrentContext>.")));
        }
        Cluster cluster = Fabric8Cluster.connect(context, environment, new TraceLog(trace));
        InstantSource clock = InstantSource.system();
        Releases releases = new Releases(cluster, Machine.local(build), clock, Ticker.thread(), Intervals.standard());
        return new Workbench(cluster, releases, reporter, clock, new SecureRandom());
    }

    /** A refusal that nothing else had words for. */
    static @Nullable String told(RefusedException refused) {
        Refusals refusals = new Refusals(new SecretMask(List.of()));
        return new ClusterException(refusals.problems(refused, null, null)).getMessage();
    }
}
