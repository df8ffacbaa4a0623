package io.pgchart.cluster;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which a test kills the process between two writes, or lets somebody else act there.
 *
 * <p>Writes are carried out one at a time, so that what the server has seen at a kill is a certain number of them.
 */
public final class DisturbedCluster implements Cluster {

    private final Cluster cluster;
    private final List<String> writes = new ArrayList<>();
    private final Map<String, Runnable> interludes = new LinkedHashMap<>();
    private int writesLeft = Integer.MAX_VALUE;
    private @Nullable String last;
    private @Nullable String doomed;
    private int times;

    /** @param cluster what is asked in the end; closed with this one */
    public DisturbedCluster(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Kills the process when so many writes were done: what would be the next request, read or write, is not sent.
     *
     * <p>That is a kill after the one write and a kill before the next: the server sees no difference.
     */
    public synchronized DisturbedCluster killedAfter(int count) {
        writesLeft = count;
        return this;
    }

    /** Kills the process when the first write was done whose name begins so: {@code DELETE StatefulSet/small}. */
    public synchronized DisturbedCluster killedAfter(String write) {
        last = write;
        return this;
    }

    /** Kills the process right before the write that is the nth whose name begins so: {@code PATCH StatefulSet/small}. */
    public synchronized DisturbedCluster killedBefore(String write, int nth) {
        doomed = write;
        times = nth;
        return this;
    }

    /** Lets something happen right before the first write of that name: {@code PATCH ConfigMap/small}. */
    public synchronized DisturbedCluster before(String write, Runnable interlude) {
        interludes.put(write, interlude);
        return this;
    }

    /** The writes so far, as {@code PATCH ConfigMap/small}. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    @Override
    public Target target() {
        return cluster.target();
    }

    @Override
    public @Nullable LiveObject get(ObjectId id) {
        refuseIfDead("GET " + id.shortName());
        return cluster.get(id);
    }

    @Override
    public List<LiveObject> list(Selection selection) {
        refuseIfDead("LIST " + selection.kind());
        return cluster.list(selection);
    }

    @Override
    public LiveObject apply(MapNode object, ApplyOptions options) {
        return options.dryRun()
                ? read("PATCH", () -> cluster.apply(object, options))
                : write("PATCH " + name(object), () -> cluster.apply(object, options));
    }

    @Override
    public LiveObject create(MapNode object, boolean dryRun) {
        return dryRun
                ? read("POST", () -> cluster.create(object, true))
                : write("POST " + name(object), () -> cluster.create(object, false));
    }

    @Override
    public LiveObject replace(MapNode object) {
        return write("PUT " + name(object), () -> cluster.replace(object));
    }

    @Override
    public boolean delete(ObjectId id, @Nullable String uid, Propagation propagation) {
        return write("DELETE " + id.shortName(), () -> cluster.delete(id, uid, propagation));
    }

    @Override
    public List<Access> denied(List<Access> wanted) {
        return read("REVIEW", () -> cluster.denied(wanted));
    }

    @Override
    public List<String> lastLog(ContainerRef container, int lines) {
        return read("LOG", () -> cluster.lastLog(container, lines));
    }

    @Override
    public Execution exec(ContainerRef container, List<String> command, byte[] input, Duration patience) {
        return read("EXEC", () -> cluster.exec(container, command, input, patience));
    }

    @Override
    public Tunnel forward(PodPort target, int localPort, Consumer<String> trouble) throws BindException {
        refuseIfDead("FORWARD " + target);
        return cluster.forward(target, localPort, trouble);
    }

    @Override
    public Instant serverTime() {
        return cluster.serverTime();
    }

    @Override
    public Feed feed() {
        Feed feed = cluster.feed();
        return new Feed() {
            @Override
            public void watch(Selection selection) {
                refuseIfDead("WATCH " + selection.kind());
                feed.watch(selection);
            }

            @Override
            public void follow(ContainerRef container) {
                refuseIfDead("LOG " + container.pod());
                feed.follow(container);
            }

            @Override
            public @Nullable FeedEvent next(Duration atMost) {
                return feed.next(atMost);
            }

            @Override
            public void close() {
                feed.close();
            }
        };
    }

    @Override
    public Cluster guarded(Runnable guard) {
        return new GuardedCluster(this, guard);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private <T> T read(String request, Supplier<T> sent) {
        refuseIfDead(request);
        return sent.get();
    }

    private synchronized <T> T write(String write, Supplier<T> sent) {
        if (doomed != null && write.startsWith(doomed) && --times == 0) {
            writesLeft = 0;
        }
        refuseIfDead(write);
        Runnable interlude = interludes.remove(write);
        if (interlude != null) {
            interlude.run();
        }
        T answer = sent.get();
        writes.add(write);
        writesLeft = last != null && write.startsWith(last) ? 0 : writesLeft - 1;
        return answer;
    }

    private synchronized void refuseIfDead(String request) {
        if (writesLeft == 0) {
            throw new CrashError(request);
        }
    }

    private static String name(MapNode object) {
        MapNode metadata = Objects.requireNonNull(object.map("metadata"));
        return object.text("kind") + "/" + metadata.text("name");
    }
}
