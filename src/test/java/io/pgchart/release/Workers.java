package io.pgchart.release;

import io.pgchart.cluster.CrashError;
import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Feed;
import io.pgchart.manifest.LiveObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who work on the release {@code o} of one fake server; their time passes in its feeds. */
final class Workers {

    static final Duration PATIENCE = Duration.ofMinutes(5);

    final FakeServer server = new FakeServer();
    final Set<Long> dead = new HashSet<>();
    final List<String> told = new ArrayList<>();

    /** A worker with a connection of its own. */
    record Worker(FakeCluster cluster, Releases releases) {

        Opening await(Workers workers) {
            return releases.await("o", workers.waiting(null));
        }
    }

    Worker worker(long process) {
        FakeCluster cluster = server.connect();
        Machine machine = new Machine() {
            @Override
            public Holder self() {
                return new Holder("ann", "ci-" + process, "m", process, 0, "orders");
            }

            @Override
            public boolean isDead(Holder holder) {
                return dead.contains(holder.process());
            }
        };
        return new Worker(cluster, new Releases(cluster, machine, server.clock(), this::every, Intervals.standard()));
    }

    Waiting waiting(@Nullable Integer unlock) {
        return new Waiting(PATIENCE, unlock, underway -> told.add(underway.inWords()));
    }

    /** Begins what nobody else is to be faster at. */
    Tenure begin(Worker worker, String... names) {
        return Objects.requireNonNull(worker.releases.begin(worker.await(this), Contents.of(names), 10));
    }

    /** An install or upgrade from its beginning to its good end. */
    void deploy(Worker worker, String... names) {
        try (Tenure tenure = begin(worker, names)) {
            tenure.succeed();
        }
    }

    void pass(Duration time) {
        try (Feed feed = server.connect().feed()) {
            while (feed.next(time) != null) {
                throw new IllegalStateException("nothing is watched");
            }
        }
    }

    /** The records as a later worker finds them: {@code 1 superseded, 2 deployed}; with what helm sees in the label. */
    String records() {
        List<String> records = new ArrayList<>();
        for (Revision revision : worker(99).releases.history("o").revisions()) {
            String label = revision.labelled().toString();
            String status = revision.status().toString();
            records.add(revision.number() + " " + (label.equals(status) ? label : status + " labelled " + label));
        }
        return String.join(", ", records);
    }

    LiveObject secret(int revision) {
        return Objects.requireNonNull(server.find(RecordSecret.id("o", revision)));
    }

    ReleaseRecord record(int revision) {
        return Objects.requireNonNull(worker(99).releases.history("o").revision(revision))
                .record();
    }

    /** What is asked of the server, from now on written, as short text. */
    List<String> writes() {
        return server.writes().stream().map(Object::toString).toList();
    }

    private Ticker.Ticking every(Duration interval, Runnable task) {
        boolean[] open = {true};
        later(interval, task, open);
        return () -> open[0] = false;
    }

    private void later(Duration interval, Runnable task, boolean[] open) {
        server.later(interval, () -> {
            if (open[0]) {
                try {
                    task.run();
                    later(interval, task, open);
                } catch (CrashError e) {
                    open[0] = false;
                }
            }
        });
    }
}
