package io.pgchart.manifest;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the documents of a template into manifests, and looks at the manifests of a release together. */
public final class Manifests {

    private Manifests() {}

    /**
     * Reads and checks the documents that one template rendered.
     *
     * <p>Each is checked as an API server's strict validation would, as far as that can be known without a server;
     * objects of API groups that are not built into Kubernetes by their structure alone. A {@code v1 List} becomes its
     * items. Members of maps that are null are left out, and the first keys are {@code apiVersion}, {@code kind} and
     * {@code metadata}; the others stay in the order they were written.
     *
     * @param template the chart's file: {@code templates/configmap.yaml}
     * @return the objects that could be read, in the order they were written, also those with problems
     */
    public static List<Manifest> of(List<Node> documents, String template, Problems problems) {
        List<Manifest> manifests = new ArrayList<>(documents.size());
        ObjectReader reader = new ObjectReader(template, problems);
        for (Node document : documents) {
            reader.read(document, manifests);
        }
        return manifests;
    }

    /**
     * The manifests with a namespace written into those that live in one and name none.
     *
     * <p>Kinds that are not built in are left as they are: only the cluster knows whether they live in a namespace.
     */
    public static List<Manifest> in(@Nullable String namespace, List<Manifest> manifests) {
        if (namespace == null) {
            return manifests;
        }
        List<Manifest> placed = new ArrayList<>(manifests.size());
        for (Manifest manifest : manifests) {
            ObjectId id = manifest.id();
            boolean place = id.namespace() == null && FieldTable.builtIn().isNamespaced(id.apiVersion(), id.kind());
            placed.add(place ? manifest.withNamespace(namespace) : manifest);
        }
        return placed;
    }

    /** Refuses objects that a release has twice, naming both places. */
    public static void refuseTwins(List<Manifest> manifests, Problems problems) {
        Map<String, Manifest> first = new HashMap<>();
        for (Manifest manifest : manifests) {
            Manifest twin = first.putIfAbsent(manifest.id().key(), manifest);
            if (twin != null) {
                problems.add(new Problem(
                        manifest.id().toString(),
                        "is in the release twice, first at " + twin.tree().origin(),
                        manifest.tree().origin().toString(),
                        "Keep one of the two, or give one another name."));
            }
        }
    }
}
