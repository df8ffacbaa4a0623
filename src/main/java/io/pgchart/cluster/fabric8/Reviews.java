package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.Access;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks what the user may do: one review of all rules, and one of a single access where the rules can't tell.
 *
 * <p>The rules don't tell when the server says that they are incomplete, as with authorizers other than RBAC, or when an
 * access to a cluster-wide kind is allowed by one: the review does not say whether that rule reaches beyond the
 * namespace.
 */
final class Reviews {

    private static final String PATH = "/apis/authorization.k8s.io/v1/";

    private final Requests requests;
    private final Paths paths;

    Reviews(Requests requests, Paths paths) {
        this.requests = requests;
        this.paths = paths;
    }

    List<Access> denied(List<Access> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Rights rights =
                Rights.of(ask("SelfSubjectRulesReview", "selfsubjectrulesreviews", of("namespace", paths.namespace())));
        List<Access> denied = new ArrayList<>();
        for (Access access : wanted) {
            if (!isAllowed(access, rights)) {
                denied.add(access);
            }
        }
        return denied;
    }

    private boolean isAllowed(Access access, Rights rights) {
        Resource resource = paths.resources().find(access.apiVersion(), access.kind());
        boolean byRule =
                rights.allow(access.verb(), resource.group(), resource.plural(), access.subresource(), access.name());
        if (byRule ? resource.isNamespaced() : rights.isComplete()) {
            return byRule;
        }
        MapNode status = ask(
                        "SelfSubjectAccessReview",
                        "selfsubjectaccessreviews",
                        of("resourceAttributes", attributes(access, resource)))
                .map("status");
        return status != null
                && status.get("allowed") instanceof ScalarNode allowed
                && Boolean.TRUE.equals(allowed.value());
    }

    private MapNode attributes(Access access, Resource resource) {
        Map<String, Node> attributes = new LinkedHashMap<>();
        put(attributes, "namespace", home(access, resource));
        put(attributes, "verb", access.verb());
        put(attributes, "group", resource.group());
        put(attributes, "resource", resource.plural());
        put(attributes, "subresource", access.subresource());
        put(attributes, "name", access.name());
        return new MapNode(attributes, JsonTree.ORIGIN);
    }

    /** To the authorizer a namespace lies within itself, so that its own roles count. */
    private @Nullable String home(Access access, Resource resource) {
        if (resource.isNamespaced()) {
            return paths.namespace();
        }
        return resource.kind().equals("Namespace") ? access.name() : null;
    }

    private MapNode ask(String kind, String plural, MapNode spec) {
        Map<String, Node> review = new LinkedHashMap<>();
        put(review, "apiVersion", "authorization.k8s.io/v1");
        put(review, "kind", kind);
        review.put("spec", spec);
        String body = JsonText.of(new MapNode(review, JsonTree.ORIGIN));
        return requests.map(new Call("POST", PATH + plural, "application/json", body, kind, true));
    }

    private static MapNode of(String key, String value) {
        return of(key, new ScalarNode(value, JsonTree.ORIGIN));
    }

    private static MapNode of(String key, Node value) {
        return new MapNode(Map.of(key, value), JsonTree.ORIGIN);
    }

    private static void put(Map<String, Node> members, String key, @Nullable String value) {
        if (value != null) {
            members.put(key, new ScalarNode(value, JsonTree.ORIGIN));
        }
    }
}
