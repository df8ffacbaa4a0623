package io.pgchart.action;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.report.Reporter;
import io.pgchart.rollout.Ownership;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What of a release stays when it is removed: the volumes of its instances, and what carries the keep policy. */
final class Remains {

    private static final String CLAIM = "PersistentVolumeClaim";
    private static final String NAMESPACE = "Namespace";
    private static final Pattern ORDINAL = Pattern.compile("\\d+");

    /** Source: Kubernetes' recommended labels; the built-in chart's volumes have these. */
    private static final String INSTANCE = "app.kubernetes.io/component=database,app.kubernetes.io/instance=";

    /** What the built-in chart's volumes are called: other charts give theirs the same labels. */
    private static final Pattern BUILT_IN = Pattern.compile("(.+)-(storage|wal)-\\1-\\d+");

    private final Cluster cluster;
    private final Reporter reporter;
    private final List<LiveObject> objects = new ArrayList<>();
    private final Map<String, List<LiveObject>> claims = new HashMap<>();

    Remains(Cluster cluster, Reporter reporter) {
        this.cluster = cluster;
        this.reporter = reporter;
    }

    /**
     * The volumes that its workloads had; the controller gives each claim the labels of its workload's selector, and a name
     * made of the template's, the workload's and the pod's number. Source: StatefulSet's {@code volumeClaimTemplates}.
     */
    void addVolumes(List<Manifest> manifests) {
        Map<String, LiveObject> volumes = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            MapNode spec = manifest.tree().map("spec");
            MapNode selector = spec == null ? null : spec.map("selector");
            MapNode labels = selector == null ? null : selector.map("matchLabels");
            if (spec != null && labels != null && spec.get("volumeClaimTemplates") instanceof ListNode templates) {
                for (LiveObject claim : claims(selector(labels))) {
                    if (isOf(templates, manifest.id().name(), claim.id().name())) {
                        volumes.put(claim.uid(), claim);
                    }
                }
            }
        }
        objects.addAll(volumes.values());
    }

    private List<LiveObject> claims(String selector) {
        return claims.computeIfAbsent(selector, key -> cluster.list(Selection.labelled("v1", CLAIM, key)));
    }

    private static boolean isOf(ListNode templates, String workload, String claim) {
        for (Node template : templates.items()) {
            MapNode metadata = template instanceof MapNode map ? map.map("metadata") : null;
            String prefix = (metadata == null ? "" : metadata.text("name")) + "-" + workload + "-";
            if (claim.startsWith(prefix)
                    && ORDINAL.matcher(claim.substring(prefix.length())).matches()) {
                return true;
            }
        }
        return false;
    }

    /** What a release that is no more has left: its volumes, and Secrets that were kept. */
    void addLeftBy(Ownership ownership) {
        for (LiveObject claim : claims(INSTANCE + ownership.release())) {
            if (BUILT_IN.matcher(claim.id().name()).matches()) {
                objects.add(claim);
            }
        }
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

    /**
     * Deletes them; a namespace stays even then.
     *
     * @param guard called before each deletion
     */
    void delete(Runnable guard) {
        Cluster guarded = cluster.guarded(guard);
        for (LiveObject object : objects) {
            if (object.id().kind().equals(NAMESPACE)) {
                continue;
            }
            guarded.delete(object.id(), object.uid(), Propagation.BACKGROUND);
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
