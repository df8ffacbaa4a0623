package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.release.Holder;
import io.pgchart.release.Intervals;
import io.pgchart.release.Machine;
import io.pgchart.release.Releases;
import io.pgchart.report.LogSink;
import io.pgchart.report.TextReporter;
import java.security.SecureRandom;
import java.time.InstantSource;

/** A process of a machine on which each earlier one is dead. */
public record LatestProcess(long number) implements Machine {

    @Override
    public Holder self() {
        return new Holder("ann", "ci", "m", number, 0, "orders");
    }

    @Override
    public boolean isDead(Holder holder) {
        return holder.process() < number;
    }

    /** Its workbench. It has no heartbeat: nobody waits for a process that is known to be dead. */
    Workbench workbench(Cluster cluster, InstantSource clock, LogSink console) {
        Releases releases = new Releases(cluster, this, clock, (interval, task) -> () -> {}, Intervals.standard());
        return new Workbench(cluster, releases, new TextReporter(console), clock, new SecureRandom());
    }
}
