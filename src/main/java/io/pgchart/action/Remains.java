package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.Ownership;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of a release stays when it is removed: the volumes of its instances, and what carries the keep policy. */
final class Remains {

    private static final String CLAIM = "PersistentVolumeClaim";

    /** Source: Kubernetes' recommended labels; the built-in chart's volumes have it. */
    private static final String INSTANCE = "app.kubernetes.io/instance=";

    private final Cluster cluster;
    private final Reporter reporter;
    private final List<LiveObject> objects = new ArrayList<>();

    Remains(Cluster cluster, Reporter reporter) {
        this.cluster = cluster;
        this.reporter = reporter;
    }

    /** The volumes that its workloads had; the controller gives each claim the labels of its workload's selector. */
    void addVolumes(List<Manifest> manifests) {
        Set<String> selectors = new LinkedHashSet<>();
        for (Manifest manifest : manifests) {
            MapNode spec = manifest.tree().map("spec");
            MapNode selector = spec == null ? null : spec.map("selector");
            MapNode labels = selector == null ? null : selector.map("matchLabels");
            if (spec != null && labels != null && spec.get("volumeClaimTemplates") != null) {
                selectors.add(selector(labels));
            }
        }
        for (String selector : selectors) {
            objects.addAll(cluster.list(Selection.labelled("v1", CLAIM, selector)));
        }
    }

    /** What a release that is no more has left: its volumes, and Secrets that were kept. */
    void addLeftBy(Ownership ownership) {
        objects.addAll(cluster.list(Selection.labelled("v1", CLAIM, INSTANCE + ownership.release())));
        for (LiveObject secret : cluster.list(Selection.labelled("v1", "Secret", Ownership.SELECTOR))) {
            if (secret.isKept() && ownership.owns(secret)) {
                objects.add(secret);
            }
        }
    }

    /** What the plan of a removal keeps. */
    void addKept(List<LiveObject> kept) {
        objects.addAll(kept);
    }

    /** Tells what is kept, and how to remove it. */
    void tell() {
        String namespace = cluster.target().namespace();
        for (LiveObject object : objects) {
            ObjectId id = object.id();
            String kind = id.kind().equals(CLAIM) ? "pvc" : id.kind().toLowerCase(Locale.ROOT);
            reporter.removal(
                    id.shortName(),
                    "kept; kubectl delete " + kind + " " + id.name() + " -n " + namespace + " removes it");
        }
    }

    /** @param guard called before each deletion */
    void delete(Runnable guard) {
        for (LiveObject object : objects) {
            guard.run();
            cluster.delete(object.id(), object.uid(), Propagation.BACKGROUND);
            reporter.removal(object.id().shortName(), "removed with its data");
        }
    }

    private static String selector(MapNode labels) {
        List<String> terms = new ArrayList<>();
        for (Map.Entry<String, Node> label : labels.members().entrySet()) {
            Node value = label.getValue();
            terms.add(label.getKey() + "=" + (value instanceof ScalarNode scalar ? scalar.text() : ""));
        }
        return String.join(",", terms);
    }
}
