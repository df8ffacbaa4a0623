package io.pgchart.standin;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.ObjectId;
import io.pgchart.standin.Kinds.Kind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about.
 *
 * @param plural as the path has it; of something that is no object, too: {@code selfsubjectrulesreviews}
 * @param namespace null where the path names none
 * @param name of one object, or null for all
 * @param subresource {@code log}, or null
 */
record ApiPath(
        String apiVersion,
        String plural,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable String subresource,
        Map<String, String> query) {

    static ApiPath of(URI uri) {
        List<String> parts = List.of(uri.getPath().substring(1).split("/", -1));
        boolean isCore = parts.get(0).equals("api");
        int head = isCore ? 2 : 3;
        if (parts.size() <= head || !(isCore || parts.get(0).equals("apis"))) {
            throw notFound(uri.getPath());
        }
        String apiVersion = isCore ? parts.get(1) : parts.get(1) + "/" + parts.get(2);
        List<String> rest = parts.subList(head, parts.size());
        String namespace = null;
        if (rest.get(0).equals("namespaces") && rest.size() > 2) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        return new ApiPath(apiVersion, rest.get(0), namespace, at(rest, 1), at(rest, 2), parameters(uri.getRawQuery()));
    }

    private static @Nullable String at(List<String> parts, int index) {
        return parts.size() > index ? parts.get(index) : null;
    }

    private static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** What a parameter of the query says, {@code ""} when it is not there. */
    String query(String parameter) {
        return query.getOrDefault(parameter, "");
    }

    boolean isDryRun() {
        return query("dryRun").equals("All");
    }

    Kind kind(Kinds kinds) {
        return kinds.ofPlural(apiVersion, plural)
                .filter(kind -> kind.isNamespaced() == (namespace != null))
                .orElseThrow(() -> notFound(apiVersion + " " + plural));
    }

    ObjectId object(Kinds kinds) {
        return new ObjectId(apiVersion, kind(kinds).name(), namespace, String.valueOf(name));
    }

    Selection selection(Kinds kinds) {
        return new Selection(apiVersion, kind(kinds).name(), query.get("labelSelector"), query.get("fieldSelector"));
    }

    private static RefusedException notFound(String what) {
        String message = "the stand-in of an API server does not serve " + what;
        return new RefusedException(new Refusal(what, 404, "NotFound", message, List.of()));
    }
}
