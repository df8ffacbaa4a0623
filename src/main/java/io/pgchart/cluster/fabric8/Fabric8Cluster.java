package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.Feed;
import io.pgchart.cluster.PodPort;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.Target;
import io.pgchart.cluster.Tunnel;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real API server; each method is one request, but for what the first one of a kind has to find out. */
public final class Fabric8Cluster implements Cluster {

    private static final Duration PLUGIN_PATIENCE = Duration.ofSeconds(60);

    private final Target target;
    private final Session session;
    private final Requests requests;
    private final Requests writing;
    private final Paths paths;
    private final Writes writes;

    /**
     * A cluster.
     *
     * @param requests what changes nothing
     * @param writing what does
     */
    private Fabric8Cluster(Target target, Session session, Requests requests, Requests writing, Paths paths) {
        this.target = target;
        this.session = session;
        this.requests = requests;
        this.writing = writing;
        this.paths = paths;
        this.writes = new Writes(requests, writing, paths);
    }

    /**
     * Begins to connect and returns at once; what goes wrong is told by the first request.
     *
     * @param environment where exec plugins run
     */
    public static Fabric8Cluster connect(ResolvedContext context, Environment environment, RequestTrace trace) {
        return connect(context, environment, trace, Patience.STANDARD, Patience.Pause.REAL);
    }

    static Fabric8Cluster connect(
            ResolvedContext context,
            Environment environment,
            RequestTrace trace,
            Patience patience,
            Patience.Pause pause) {
        ExecPlugins plugins = new ExecPlugins(context, environment.variables(), PLUGIN_PATIENCE);
        InstantSource clock = InstantSource.system();
        Credentials credentials = new Credentials(context, clock, plugins);
        Session session = new Session(context, credentials, trace);
        Requests requests = new Requests(session, patience, pause, clock);
        Paths paths = new Paths(new Resources(requests), context.target().namespace());
        return new Fabric8Cluster(context.target(), session, requests, requests, paths);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public @Nullable LiveObject get(ObjectId id) {
        return writes.find(id);
    }

    @Override
    public List<LiveObject> list(Selection selection) {
        return new Listing(requests, paths, selection).all().objects();
    }

    @Override
    public LiveObject apply(MapNode object, ApplyOptions options) {
        return writes.apply(object, options);
    }

    @Override
    public LiveObject create(MapNode object, boolean dryRun) {
        return writes.create(object, dryRun);
    }

    @Override
    public LiveObject replace(MapNode object) {
        return writes.replace(object);
    }

    @Override
    public boolean delete(ObjectId id, @Nullable String uid, Propagation propagation) {
        return writes.delete(id, uid, propagation);
    }

    @Override
    public List<Access> denied(List<Access> wanted) {
        return new Reviews(requests, paths).denied(wanted);
    }

    @Override
    public Feed feed() {
        return new Fabric8Feed(requests, paths);
    }

    @Override
    public List<String> lastLog(ContainerRef container, int lines) {
        return new Logs(requests, paths).last(container, lines);
    }

    @Override
    public Execution exec(ContainerRef container, List<String> command, byte[] input, Duration patience) {
        return new Exec(writing, paths).run(container, command, input, patience);
    }

    @Override
    public Tunnel forward(PodPort target, int localPort, Consumer<String> trouble) throws BindException {
        PodStreams streams = new PodStreams(requests, paths.forward(target), target);
        return Fabric8Tunnel.open(streams, localPort, trouble);
    }

    @Override
    public Instant serverTime() {
        return session.serverTime();
    }

    @Override
    public Cluster guarded(Runnable guard) {
        return new Fabric8Cluster(target, session, requests, requests.guarded(guard), paths);
    }

    @Override
    public void close() {
        session.close();
    }
}
