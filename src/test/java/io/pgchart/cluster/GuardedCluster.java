package io.pgchart.cluster;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another cluster, which sends nothing a second time, with a guard that is asked before each of its writes. */
record GuardedCluster(Cluster cluster, Runnable guard) implements Cluster {

    @Override
    public Target target() {
        return cluster.target();
    }

    @Override
    public @Nullable LiveObject get(ObjectId id) {
        return cluster.get(id);
    }

    @Override
    public List<LiveObject> list(Selection selection) {
        return cluster.list(selection);
    }

    @Override
    public LiveObject apply(MapNode object, ApplyOptions options) {
        if (!options.dryRun()) {
            guard.run();
        }
        return cluster.apply(object, options);
    }

    @Override
    public LiveObject create(MapNode object, boolean dryRun) {
        if (!dryRun) {
            guard.run();
        }
        return cluster.create(object, dryRun);
    }

    @Override
    public LiveObject replace(MapNode object) {
        guard.run();
        return cluster.replace(object);
    }

    @Override
    public boolean delete(ObjectId id, @Nullable String uid, Propagation propagation) {
        guard.run();
        return cluster.delete(id, uid, propagation);
    }

    @Override
    public List<Access> denied(List<Access> wanted) {
        return cluster.denied(wanted);
    }

    @Override
    public Feed feed() {
        return cluster.feed();
    }

    @Override
    public List<String> lastLog(ContainerRef container, int lines) {
        return cluster.lastLog(container, lines);
    }

    @Override
    public Execution exec(ContainerRef container, List<String> command, byte[] input, Duration patience) {
        guard.run();
        return cluster.exec(container, command, input, patience);
    }

    @Override
    public Tunnel forward(PodPort target, int localPort, Consumer<String> trouble) throws BindException {
        return cluster.forward(target, localPort, trouble);
    }

    @Override
    public Instant serverTime() {
        return cluster.serverTime();
    }

    @Override
    public Cluster guarded(Runnable another) {
        return new GuardedCluster(cluster, another);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
