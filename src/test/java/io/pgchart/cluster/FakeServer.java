package io.pgchart.cluster;

import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.Problems;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes API server in memory, with one namespace in it and no controllers but those that a test plays.
 *
 * <p>What a {@link FakeCluster} asks of it is recorded and may be refused. What the test itself does here happens as if
 * someone else had done it, is not recorded and never refused. Its lock is held whenever a reaction runs, and its time
 * stands still until a feed has nothing to tell.
 */
public final class FakeServer {

    private static final Set<String> CLUSTER_WIDE = Set.of(
            "Namespace",
            "Node",
            "PersistentVolume",
            "ClusterRole",
            "ClusterRoleBinding",
            "StorageClass",
            "PriorityClass",
            "IngressClass",
            "CustomResourceDefinition",
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration");

    private static final int FIRST_FREE_PORT = 41213;

    private record Task(Instant at, int number, Runnable work) {}

    /** The lines of a container's run; no end means that it still runs. */
    static final class Log {
        final List<String> lines = new ArrayList<>();

        @Nullable
        String end;
    }

    final String namespace;
    final MutableClock clock = new MutableClock();
    final ObjectStore objects = new ObjectStore(clock);
    final Map<ContainerRef, Log> logs = new HashMap<>();
    final List<FakeFeed> feeds = new ArrayList<>();
    private final List<FakeTunnel> tunnels = new ArrayList<>();
    private final List<FakeRequest> requests = new ArrayList<>();
    private final List<Consumer<FakeRequest>> onRequest = new ArrayList<>();
    private final List<Consumer<FakeRequest>> afterWrite = new ArrayList<>();
    private final Map<String, List<Refusal>> refusals = new LinkedHashMap<>();
    private final List<Access> denied = new ArrayList<>();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private final List<FakeExec> executed = new ArrayList<>();
    private Function<FakeExec, Execution> onExec = FakeServer::withoutPod;
    private int taskCount;

    /** A server with the namespace {@code orders}. */
    public FakeServer() {
        this("orders");
    }

    public FakeServer(String namespace) {
        this.namespace = namespace;
        objects.listen((before, after) -> wakeUp());
        put("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}, status: {phase: Active}}");
    }

    /** A connection of its own: it may crash without the others. */
    public FakeCluster connect() {
        return connect(namespace);
    }

    /** The same, for someone who works in that namespace. */
    public FakeCluster connect(String home) {
        return new FakeCluster(this, home);
    }

    public MutableClock clock() {
        return clock;
    }

    /** Writes an object, new or not, as if {@code kubectl create} or {@code replace} had. */
    public synchronized LiveObject put(String yaml) {
        Map<String, Object> tree = Plain.map(yaml(yaml));
        ObjectId id = idOf(tree, namespace);
        FieldMerge merge = new FieldMerge(objects.find(id), id.apiVersion(), clock.instant());
        return objects.put(merge.update(id, tree, "kubectl"), false).live();
    }

    /** Merges members into an object, as if someone had patched it; null removes one. */
    public synchronized LiveObject patch(ObjectId id, String manager, String yaml) {
        Stored before = stored(id);
        Map<String, Object> tree = Plain.copy(before.tree());
        MergePatch.into(tree, yaml(yaml));
        FieldMerge merge = new FieldMerge(before, before.id().apiVersion(), clock.instant());
        return objects.put(merge.update(before.id(), tree, manager), false).live();
    }

    /** Merges members into an object's status, as a controller does. */
    public LiveObject status(ObjectId id, String yaml) {
        return patch(id, "controller", "status: " + yaml.strip().replace("\n", "\n  "));
    }

    /** Removes an object and what it owns, whatever holds it. */
    public synchronized void remove(ObjectId id) {
        objects.drop(stored(id), Propagation.BACKGROUND);
    }

    /** The object, or null. */
    public synchronized @Nullable LiveObject find(ObjectId id) {
        Stored found = objects.find(home(id));
        return found == null ? null : found.live();
    }

    /** Everything there is, in the order of group, kind, namespace and name. */
    public synchronized List<LiveObject> objects() {
        return objects.all().stream().map(Stored::live).toList();
    }

    /** The {@code resourceVersion} of what was written last. */
    public synchronized String version() {
        return objects.version();
    }

    /**
     * The next event of a feed in real time, as far as this server has any: the caller's thread waits for it, and the
     * server's clock stays as it is.
     */
    public synchronized @Nullable FeedEvent await(Feed feed, Duration atMost) throws InterruptedException {
        long latest = System.nanoTime() + atMost.toNanos();
        FeedEvent event = feed.next(Duration.ZERO);
        for (long left = atMost.toMillis(); event == null && left > 0; ) {
            wait(left);
            event = feed.next(Duration.ZERO);
            left = Duration.ofNanos(latest - System.nanoTime()).toMillis();
        }
        return event;
    }

    private synchronized void wakeUp() {
        notifyAll();
    }

    /** Lets a container write lines. */
    public synchronized void log(ContainerRef container, String... lines) {
        Log log = logs.computeIfAbsent(container, started -> new Log());
        log.lines.addAll(List.of(lines));
        feeds.forEach(feed -> feed.logged(container, List.of(lines)));
    }

    /** What becomes of commands from now on; before, there is no pod that could run one. */
    public synchronized void onExec(Function<FakeExec, Execution> reaction) {
        onExec = reaction;
    }

    /** The commands so far, those that were let in. */
    public synchronized List<FakeExec> executed() {
        return List.copyOf(executed);
    }

    Execution executed(FakeExec exec) {
        executed.add(exec);
        return onExec.apply(exec);
    }

    private static Execution withoutPod(FakeExec exec) {
        throw FakeCluster.refusal(
                exec.subject(), 404, "NotFound", "pods \"" + exec.container().pod() + "\" not found");
    }

    /** Lets a container's log end; the reason is why it could not be read to its end, {@code ""} when it could. */
    public synchronized void endLog(ContainerRef container, String reason) {
        logs.computeIfAbsent(container, started -> new Log()).end = reason;
        feeds.forEach(feed -> feed.ended(container, reason));
    }

    /** Does something when that much time has passed in a feed. */
    public synchronized void later(Duration delay, Runnable work) {
        tasks.add(new Task(clock.instant().plus(delay), taskCount++, work));
    }

    /** Does something whenever a request came in, before it is answered. */
    public synchronized void onRequest(Consumer<FakeRequest> reaction) {
        onRequest.add(reaction);
    }

    /** Does something whenever a write has been carried out, before it is answered. */
    public synchronized void afterWrite(Consumer<FakeRequest> reaction) {
        afterWrite.add(reaction);
    }

    /** Refuses the next request that reads like this ({@link FakeRequest#toString}), once. */
    public synchronized void refuse(String request, Refusal refusal) {
        refusals.computeIfAbsent(request, first -> new ArrayList<>()).add(refusal);
    }

    /** Refuses the next request that reads like this, once. */
    public void refuse(String request, int code, String reason, String message) {
        String subject = request.substring(request.indexOf(' ') + 1).replace(" (dry run)", "");
        refuse(request, new Refusal(subject, code, reason, message, List.of()));
    }

    /** Takes a right away: of one object, or of all of the kind when it names none. */
    public synchronized void deny(Access access) {
        denied.add(access);
    }

    /** Every tunnel so far, closed ones too. */
    public synchronized List<FakeTunnel> tunnels() {
        return List.copyOf(tunnels);
    }

    FakeTunnel opened(PodPort target, int localPort, Consumer<String> trouble) {
        FakeTunnel tunnel =
                new FakeTunnel(target, localPort == 0 ? FIRST_FREE_PORT + tunnels.size() : localPort, trouble);
        tunnels.add(tunnel);
        return tunnel;
    }

    /** Every request so far, refused ones too. */
    public synchronized List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests so far that were to change something. */
    public List<FakeRequest> writes() {
        return requests().stream().filter(FakeRequest::isWrite).toList();
    }

    /** A tree out of YAML. */
    public static MapNode yaml(String text) {
        Problems problems = new Problems();
        MapNode tree = YamlReader.map(text, "fake cluster", problems);
        problems.throwIfAny();
        return tree;
    }

    /** The id with the namespace that the object lives in. */
    private ObjectId home(ObjectId id) {
        return home(id, namespace);
    }

    /** The same, seen from a namespace. */
    static ObjectId home(ObjectId id, String namespace) {
        if (CLUSTER_WIDE.contains(id.kind())) {
            return new ObjectId(id.apiVersion(), id.kind(), null, id.name());
        }
        return id.namespace() == null ? new ObjectId(id.apiVersion(), id.kind(), namespace, id.name()) : id;
    }

    static ObjectId idOf(Map<String, Object> tree, String namespace) {
        String home = Plain.text(tree, "metadata", "namespace");
        String name = Plain.text(tree, "metadata", "name");
        ObjectId id = new ObjectId(
                Plain.text(tree, "apiVersion"), Plain.text(tree, "kind"), home.isEmpty() ? null : home, name);
        return home(id, namespace);
    }

    void received(FakeRequest request) {
        requests.add(request);
        List.copyOf(onRequest).forEach(reaction -> reaction.accept(request));
        List<Refusal> waiting = refusals.getOrDefault(request.toString(), List.of());
        if (!waiting.isEmpty()) {
            throw new RefusedException(waiting.remove(0));
        }
    }

    void written(FakeRequest request) {
        List.copyOf(afterWrite).forEach(reaction -> reaction.accept(request));
    }

    boolean isDenied(Access access) {
        return isIn(denied, access);
    }

    static boolean isIn(List<Access> denied, Access access) {
        return denied.stream()
                .anyMatch(no -> no.verb().equals(access.verb())
                        && no.kind().equals(access.kind())
                        && String.valueOf(no.subresource()).equals(String.valueOf(access.subresource()))
                        && (no.name() == null || no.name().equals(access.name())));
    }

    /** Does what is due next, if that is before the given time. */
    boolean runNextTask(Instant atLatest) {
        Task next = tasks.peek();
        if (next == null || next.at.isAfter(atLatest)) {
            return false;
        }
        tasks.remove();
        if (next.at.isAfter(clock.instant())) {
            clock.set(next.at);
        }
        next.work.run();
        return true;
    }

    private Stored stored(ObjectId id) {
        Stored found = objects.find(home(id));
        if (found == null) {
            throw new IllegalArgumentException("the fake cluster has no " + id);
        }
        return found;
    }
}
