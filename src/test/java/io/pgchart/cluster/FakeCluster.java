package io.pgchart.cluster;

import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection to a {@link FakeServer}. */
public final class FakeCluster implements Cluster {

    /** When a connection crashes. */
    public enum Moment {
        /** The request never reached the server. */
        BEFORE,
        /** The server has done it, the answer never came. */
        AFTER
    }

    private final FakeServer server;
    private final String namespace;
    private final List<Access> denied = new ArrayList<>();
    private Moment moment = Moment.BEFORE;
    private int writesLeft = Integer.MAX_VALUE;
    private boolean crashed;
    private boolean closed;
    private boolean answered;

    FakeCluster(FakeServer server, String namespace) {
        this.server = server;
        this.namespace = namespace;
    }

    /** Kills this connection at its n-th write, from 1 and from now on; every later request throws the same error. */
    public void crashAtWrite(int n, Moment when) {
        writesLeft = n;
        moment = when;
    }

    /** Takes a right away from this connection alone: of one object, or of all of the kind when it names none. */
    public void deny(Access access) {
        denied.add(access);
    }

    private boolean isDenied(Access access) {
        return FakeServer.isIn(denied, access) || server.isDenied(access);
    }

    /** Whether the crash has happened. */
    public boolean hasCrashed() {
        return crashed;
    }

    public FakeServer server() {
        return server;
    }

    @Override
    public Target target() {
        return new Target("fake", "https://fake.invalid:6443", namespace, "tester");
    }

    @Override
    public @Nullable LiveObject get(ObjectId id) {
        return perform(request("GET", id, null, false), () -> {
            Stored found = server.objects.find(FakeServer.home(id, namespace));
            return found == null ? null : found.live();
        });
    }

    @Override
    public List<LiveObject> list(Selection selection) {
        return perform(request("LIST", selection), () -> selected(selection));
    }

    List<LiveObject> selected(Selection selection) {
        Selector selector = selector(selection);
        return server.objects.all().stream()
                .filter(selector::shows)
                .map(Stored::live)
                .toList();
    }

    Selector selector(Selection selection) {
        return new Selector(selection, namespace);
    }

    @Override
    public LiveObject apply(MapNode object, ApplyOptions options) {
        Map<String, Object> tree = Plain.map(object);
        ObjectId id = FakeServer.idOf(tree, namespace);
        FakeRequest request = request("PATCH", id, object, options.dryRun());
        return perform(request, () -> {
            Admission admission = new Admission(server, request.subject());
            admission.refuseUnknownFields(object);
            Stored live = server.objects.find(id);
            if (live == null) {
                refuseIfDenied("create", id, request.subject());
            }
            FieldMerge merge = new FieldMerge(live, id.apiVersion(), server.clock.instant());
            Stored merged = merge.apply(id, tree, options, request.subject());
            admission.check(live, merged);
            return server.objects.put(merged, options.dryRun()).live();
        });
    }

    @Override
    public LiveObject create(MapNode object, boolean dryRun) {
        Map<String, Object> tree = Plain.map(object);
        ObjectId id = FakeServer.idOf(tree, namespace);
        FakeRequest request = request("POST", id, object, dryRun);
        return perform(request, () -> {
            Admission admission = new Admission(server, request.subject());
            admission.refuseUnknownFieldsOfNew(object);
            Stored there = server.objects.find(id);
            if (there != null) {
                String fate = there.isBeingDeleted() ? "object is being deleted: " : "";
                throw refusal(request.subject(), 409, "AlreadyExists", fate + "\"" + id.name() + "\" already exists");
            }
            Stored merged = new FieldMerge(null, id.apiVersion(), server.clock.instant()).update(id, tree, "helm");
            admission.check(null, merged);
            return server.objects.put(merged, dryRun).live();
        });
    }

    @Override
    public LiveObject replace(MapNode object) {
        Map<String, Object> tree = Plain.map(object);
        ObjectId id = FakeServer.idOf(tree, namespace);
        FakeRequest request = request("PUT", id, object, false);
        String expected = Plain.text(tree, "metadata", "resourceVersion");
        if (expected.isEmpty()) {
            throw new IllegalArgumentException(id + " has no resourceVersion");
        }
        return perform(request, () -> {
            Stored live = server.objects.find(id);
            if (live == null) {
                throw refusal(request.subject(), 404, "NotFound", "\"" + id.name() + "\" not found");
            }
            if (!live.metadata("resourceVersion").equals(expected)) {
                throw refusal(request.subject(), 409, "Conflict", "the object has been modified");
            }
            Stored merged = new FieldMerge(live, id.apiVersion(), server.clock.instant()).update(id, tree, "helm");
            new Admission(server, request.subject()).check(live, merged);
            return server.objects.put(merged, false).live();
        });
    }

    @Override
    public boolean delete(ObjectId id, @Nullable String uid, Propagation propagation) {
        FakeRequest request = request("DELETE", id, null, false);
        return perform(request, () -> {
            Stored live = server.objects.find(FakeServer.home(id, namespace));
            // Another uid means that the one that was meant is gone.
            if (live == null || (uid != null && !uid.equals(live.metadata("uid")))) {
                return false;
            }
            server.objects.delete(live, propagation);
            return true;
        });
    }

    @Override
    public List<Access> denied(List<Access> wanted) {
        return perform(
                new FakeRequest("REVIEW", "SelfSubjectRulesReview", false, null, null),
                () -> wanted.stream().filter(this::isDenied).toList());
    }

    @Override
    public Feed feed() {
        return new FakeFeed(this);
    }

    @Override
    public List<String> lastLog(ContainerRef container, int lines) {
        String subject = container.pod() + "/" + container.container() + (container.previous() ? " (previous)" : "");
        return perform(new FakeRequest("LOG", subject, false, null, null), () -> {
            FakeServer.Log log = server.logs.get(container);
            List<String> all = log == null ? List.of() : log.lines;
            return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        });
    }

    @Override
    public Execution exec(ContainerRef container, List<String> command, byte[] input, Duration patience) {
        FakeExec exec = new FakeExec(container, command, new String(input, StandardCharsets.UTF_8));
        return perform(new FakeRequest("EXEC", exec.subject(), false, null, null), () -> {
            Access access = new Access("create", "v1", "Pod", "exec", container.pod());
            if (isDenied(access)) {
                throw refusal(exec.subject(), 403, "Forbidden", "User \"tester\" cannot create pods/exec");
            }
            return server.executed(exec);
        });
    }

    @Override
    public Tunnel forward(PodPort target, int localPort, Consumer<String> trouble) throws BindException {
        if (server.tunnels().stream().anyMatch(other -> other.isOpen() && other.localPort() == localPort)) {
            throw new BindException("Address already in use");
        }
        ObjectId pod = new ObjectId("v1", "Pod", server.namespace, target.pod());
        FakeRequest request = new FakeRequest("FORWARD", target.toString(), false, null, null);
        return perform(request, () -> {
            if (server.objects.find(pod) == null) {
                throw refusal("Pod/" + pod.name(), 404, "NotFound", "pods \"" + pod.name() + "\" not found");
            }
            return server.opened(target, localPort, trouble);
        });
    }

    @Override
    public Instant serverTime() {
        return answered ? server.clock.instant().truncatedTo(ChronoUnit.SECONDS) : Instant.EPOCH;
    }

    @Override
    public Cluster guarded(Runnable guard) {
        return new GuardedCluster(this, guard);
    }

    @Override
    public void close() {
        closed = true;
    }

    private FakeRequest request(String verb, ObjectId id, @Nullable MapNode body, boolean dryRun) {
        ObjectId home = FakeServer.home(id, namespace);
        boolean own = namespace.equals(home.namespace());
        String subject = own ? home.kind() + "/" + home.name() : home.toString();
        return new FakeRequest(verb, subject, dryRun, home, body);
    }

    FakeRequest request(String verb, Selection selection) {
        return new FakeRequest(
                verb, selection.kind(), false, new ObjectId(selection.apiVersion(), selection.kind(), null, ""), null);
    }

    /** Carries a request out as the server and this connection please. */
    <T extends @Nullable Object> T perform(FakeRequest request, Supplier<T> effect) {
        synchronized (server) {
            refuseIfDead(request);
            boolean last = request.isWrite() && --writesLeft == 0;
            if (last && moment == Moment.BEFORE) {
                crashed = true;
            }
            refuseIfDead(request);
            server.received(request);
            answered = true;
            if (request.id() != null) {
                refuseIfDenied(accessVerb(request.verb()), request.id(), request.subject());
            }
            T result = effect.get();
            if (request.isWrite()) {
                server.written(request);
            }
            crashed |= last;
            refuseIfDead(request);
            return result;
        }
    }

    void refuseIfDead(Object request) {
        if (closed) {
            throw new IllegalStateException("closed, and asked for " + request);
        }
        if (crashed) {
            throw new CrashError(request.toString());
        }
    }

    private void refuseIfDenied(String verb, ObjectId id, String subject) {
        Access access =
                new Access(verb, id.apiVersion(), id.kind(), null, id.name().isEmpty() ? null : id.name());
        if (isDenied(access)) {
            String message = "User \"tester\" cannot " + verb + " " + id.kind();
            throw refusal(subject, 403, "Forbidden", message);
        }
    }

    private static String accessVerb(String verb) {
        return switch (verb) {
            case "POST" -> "create";
            case "PUT" -> "update";
            default -> verb.toLowerCase(java.util.Locale.ROOT);
        };
    }

    static RefusedException refusal(String subject, int code, String reason, String message) {
        return new RefusedException(new Refusal(subject, code, reason, message, new ArrayList<>()));
    }
}
