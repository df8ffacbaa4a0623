package io.pgchart.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.pgchart.cluster.Access;
import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.cluster.Selection;
import io.pgchart.error.PgChartException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.standin.Kinds.Kind;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what the plugin asks over HTTP with what a {@link FakeCluster} does; anything else is a 404, or a 501. */
final class Front implements HttpHandler {

    private static final String REVIEWS = "authorization.k8s.io/v1";
    private static final String EVERYTHING = "{resourceRules: [{verbs: ['*'], apiGroups: ['*'], resources: ['*']}], "
            + "nonResourceRules: [], incomplete: false}";
    private static final String ASK_FOR_EACH = "{resourceRules: [], nonResourceRules: [], incomplete: true}";

    private final Kinds kinds = new Kinds();
    private final FakeServer server;
    private final Function<String, List<Access>> deniedTo;
    private final PodLogs logs;

    /** @param deniedTo what a user may not do */
    Front(FakeServer server, Function<String, List<Access>> deniedTo, PodLogs logs) {
        this.server = server;
        this.deniedTo = deniedTo;
        this.logs = logs;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (RefusedException e) {
            Answers.send(exchange, e.refusal().code(), Answers.status(e.refusal()));
        } catch (PgChartException e) {
            Answers.send(exchange, 400, Answers.status(refusal(400, "BadRequest", String.valueOf(e.getMessage()))));
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        ApiPath path = ApiPath.of(exchange.getRequestURI());
        List<Access> denied = deniedTo.apply(user(exchange));
        FakeCluster cluster = server.connect(path.namespace() == null ? "default" : path.namespace());
        denied.forEach(cluster::deny);
        if (path.apiVersion().equals(REVIEWS)) {
            Answers.send(exchange, 201, review(path, body(exchange), cluster, denied.isEmpty()));
        } else if (path.subresource() != null) {
            subresource(exchange, path, cluster);
        } else if (path.name() == null) {
            collection(exchange, path, cluster);
        } else {
            object(exchange, path, cluster);
        }
    }

    /** Who is asking: everybody is who they act as, or the administrator. */
    private static String user(HttpExchange exchange) {
        String user = exchange.getRequestHeaders().getFirst("Impersonate-User");
        return user == null ? "admin" : user;
    }

    private void collection(HttpExchange exchange, ApiPath path, FakeCluster cluster) throws IOException {
        Selection selection = path.selection(kinds);
        switch (exchange.getRequestMethod()) {
            case "POST" -> Answers.send(exchange, 201, json(cluster.create(body(exchange), path.isDryRun())));
            case "GET" -> {
                if (path.query("watch").equals("1")) {
                    new Watch(server, cluster, selection).run(exchange, path);
                } else {
                    List<LiveObject> objects = cluster.list(selection);
                    String list = Answers.list(selection.apiVersion(), selection.kind(), server.version(), objects);
                    Answers.send(exchange, 200, list);
                }
            }
            default -> throw notServed(exchange);
        }
    }

    private void object(HttpExchange exchange, ApiPath path, FakeCluster cluster) throws IOException {
        ObjectId id = path.object(kinds);
        switch (exchange.getRequestMethod()) {
            case "GET" -> Answers.send(exchange, 200, json(existing(cluster, id)));
            case "PUT" -> Answers.send(exchange, 200, json(cluster.replace(body(exchange))));
            case "PATCH" -> {
                boolean isNew = server.find(id) == null;
                Answers.send(exchange, isNew ? 201 : 200, json(apply(exchange, path, cluster)));
            }
            case "DELETE" -> {
                delete(id, body(exchange), cluster);
                Answers.send(exchange, 200, "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Success\"}");
            }
            default -> throw notServed(exchange);
        }
    }

    private static LiveObject apply(HttpExchange exchange, ApiPath path, FakeCluster cluster) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/apply-patch+yaml")) {
            throw new RefusedException(refusal(415, "UnsupportedMediaType", "the stand-in patches by apply alone"));
        }
        boolean force = path.query("force").equals("true");
        return cluster.apply(body(exchange), new ApplyOptions(path.query("fieldManager"), force, path.isDryRun()));
    }

    private void delete(ObjectId id, MapNode options, FakeCluster cluster) {
        MapNode preconditions = options.map("preconditions");
        String uid = preconditions == null ? null : preconditions.text("uid");
        String policy = String.valueOf(options.text("propagationPolicy")).toUpperCase(Locale.ROOT);
        if (!cluster.delete(id, uid, Propagation.valueOf(policy))) {
            existing(cluster, id);
            throw new RefusedException(refusal(409, "Conflict", "the UID in the precondition is another one"));
        }
    }

    private LiveObject existing(FakeCluster cluster, ObjectId id) {
        LiveObject found = cluster.get(id);
        if (found == null) {
            String plural = kinds.ofWord(id.kind()).plural();
            throw new RefusedException(refusal(404, "NotFound", plural + " \"" + id.name() + "\" not found"));
        }
        return found;
    }

    private void subresource(HttpExchange exchange, ApiPath path, FakeCluster cluster) throws IOException {
        Kind kind = path.kind(kinds);
        if (kind.name().equals("Pod") && "exec".equals(path.subresource())) {
            throw withoutNode(existing(cluster, path.object(kinds)));
        }
        if (!kind.name().equals("Pod")) {
            throw notServed(exchange);
        }
        LiveObject pod = existing(cluster, path.object(kinds));
        if (!"log".equals(path.subresource())) {
            throw notServed(exchange);
        }
        Answers.send(exchange, 200, "text/plain", logs.of(pod, path));
    }

    /** Roles are not simulated: without rights that a test took away, anybody may do anything. */
    private String review(ApiPath path, MapNode review, FakeCluster cluster, boolean mayDoAnything) {
        if (path.plural().equals("selfsubjectrulesreviews")) {
            return Answers.review(review, mayDoAnything ? EVERYTHING : ASK_FOR_EACH);
        }
        LiveObject asked = new LiveObject(new ObjectId(REVIEWS, "SelfSubjectAccessReview", null, ""), review);
        String group = attribute(asked, "group");
        String apiVersion = group == null ? "v1" : group + "/v1";
        Kind kind = kinds.ofPlural(apiVersion, String.valueOf(attribute(asked, "resource")))
                .orElseThrow(() -> new RefusedException(refusal(400, "BadRequest", "no such resource")));
        Access access = new Access(
                String.valueOf(attribute(asked, "verb")),
                apiVersion,
                kind.name(),
                attribute(asked, "subresource"),
                attribute(asked, "name"));
        return Answers.review(
                review, "{allowed: " + cluster.denied(List.of(access)).isEmpty() + "}");
    }

    private static @Nullable String attribute(LiveObject review, String name) {
        String text = review.text("spec", "resourceAttributes", name);
        return text.isEmpty() ? null : text;
    }

    private static MapNode body(HttpExchange exchange) throws IOException {
        return FakeServer.yaml(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String json(LiveObject object) {
        return JsonText.of(object.tree());
    }

    /** In the words of a real server whose node is a fake. */
    private static RefusedException withoutNode(LiveObject pod) {
        String path = pod.id().namespace() + "/" + pod.id().name();
        return new RefusedException(refusal(
                500,
                "InternalError",
                "Internal error occurred: error sending request: Post \"https://:10250/exec/" + path
                        + "\": dial tcp :10250: connect: connection refused"));
    }

    private static RefusedException notServed(HttpExchange exchange) {
        String message = "the stand-in of an API server runs no containers and does not serve "
                + exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return new RefusedException(refusal(501, "NotImplemented", message));
    }

    private static Refusal refusal(int code, String reason, String message) {
        return new Refusal("", code, reason, message, List.of());
    }
}
