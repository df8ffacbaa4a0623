package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.cluster.Selection;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the resource of a kind: built-in ones in a table, others by asking the server once for their group version. */
final class Resources {

    private final ResourceTable builtIn = ResourceTable.builtIn();
    private final Map<String, MapNode> discovered = new ConcurrentHashMap<>();
    private final Requests requests;
    private volatile boolean areStreamed = true;

    Resources(Requests requests) {
        this.requests = requests;
    }

    /**
     * The resource of a kind.
     *
     * @throws RefusedException 404 when the server has no such kind
     */
    Resource find(String apiVersion, String kind) {
        Resource known = builtIn.find(apiVersion, kind);
        if (known != null) {
            return known;
        }
        MapNode remembered = discovered.get(apiVersion);
        Resource found = remembered == null ? null : in(remembered, apiVersion, kind);
        if (found != null) {
            return found;
        }
        // A kind may be defined at any time, by this very run.
        MapNode now = requests.map(Call.get(Resource.groupVersion(apiVersion), apiVersion));
        discovered.put(apiVersion, now);
        found = in(now, apiVersion, kind);
        if (found == null) {
            String message = "the server has no kind " + kind + " in " + apiVersion;
            throw new RefusedException(new Refusal(kind, 404, "NotFound", message, List.of()));
        }
        return found;
    }

    /**
     * Whether a watch of a kind may begin with what there is: so it is asked for until the server says that it can't,
     * and of built-in kinds alone, for another server behind it may pass the wish over and never tell the end.
     */
    boolean areStreamed(Selection selection) {
        return areStreamed && builtIn.find(selection.apiVersion(), selection.kind()) != null;
    }

    /** The server can't begin a watch with what there is. */
    void areNotStreamed() {
        areStreamed = false;
    }

    private static @Nullable Resource in(MapNode list, String apiVersion, String kind) {
        if (list.get("resources") instanceof ListNode resources) {
            for (Node node : resources.items()) {
                if (node instanceof MapNode resource && kind.equals(resource.text("kind"))) {
                    String plural = resource.text("name");
                    // A name with a slash is a subresource.
                    if (plural != null && plural.indexOf('/') < 0) {
                        boolean namespaced = resource.get("namespaced") instanceof ScalarNode scalar
                                && Boolean.TRUE.equals(scalar.value());
                        return new Resource(apiVersion, kind, plural, namespaced);
                    }
                }
            }
        }
        return null;
    }
}
