package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Change.Action;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims that a workload's {@code volumeClaimTemplates} were made into, and how they grow.
 *
 * <p>A claim's name is the template's, the workload's and the instance's number: nothing else ties a claim to its pod.
 * Source: Kubernetes' pkg/controller/statefulset, {@code getPersistentVolumeClaimName}.
 */
public final class VolumeClaims {

    /**
     * Who owns the size of a grown claim. Its first size is the StatefulSet controller's, which never writes it again, so
     * taking it over by force takes it from nobody.
     */
    public static final String FIELD_MANAGER = "pgchart-volumes";

    public static final String KIND = "PersistentVolumeClaim";

    private static final String SIZE = "spec.resources.requests.storage";

    private VolumeClaims() {}

    /** Whether the object is a StatefulSet with volumes of its own for each instance. */
    public static boolean areOf(ObjectId id, MapNode workload) {
        return id.group().equals("apps")
                && id.kind().equals("StatefulSet")
                && !VolumeSizes.of(workload).isEmpty();
    }

    /** The claims of the instances that are to run. */
    public static List<ObjectId> ids(LiveObject workload) {
        List<ObjectId> ids = new ArrayList<>();
        long first = workload.number(0, "spec", "ordinals", "start");
        long end = first + workload.number(1, "spec", "replicas");
        for (long instance = first; instance < end; instance++) {
            for (String template : VolumeSizes.of(workload.tree()).keySet()) {
                String name = prefix(template, workload) + instance;
                ids.add(new ObjectId("v1", KIND, workload.id().namespace(), name));
            }
        }
        return ids;
    }

    /** Those of the claims that instances use which are to run: the others grow when they are used again. */
    public static List<LiveObject> used(List<LiveObject> claims, List<LiveObject> workloads) {
        Set<String> used = new HashSet<>();
        workloads.forEach(workload -> ids(workload).forEach(id -> used.add(id.key())));
        return claims.stream().filter(claim -> used.contains(claim.id().key())).toList();
    }

    /**
     * What becomes of those of the claims that ask for less than the workload wants, or have less and asked for enough; in
     * the order of the templates and their instances.
     *
     * @param workload as it is to be
     * @param desired what says so
     * @param claims perhaps of other workloads, too
     */
    static List<Change> growing(LiveObject workload, Manifest desired, List<LiveObject> claims) {
        List<Change> growing = new ArrayList<>();
        VolumeSizes.of(desired.tree()).forEach((template, size) -> {
            Map<Long, LiveObject> instances = new TreeMap<>();
            for (LiveObject claim : claims) {
                long instance = instance(claim, prefix(template, workload));
                if (instance >= 0 && !claim.isBeingDeleted()) {
                    instances.put(instance, claim);
                }
            }
            for (LiveObject claim : instances.values()) {
                Change change = growth(claim, size, desired);
                if (change != null) {
                    growing.add(change);
                }
            }
        });
        return growing;
    }

    private static @Nullable Change growth(LiveObject claim, ScalarNode size, Manifest desired) {
        if (!(claim.at("spec", "resources", "requests", "storage") instanceof ScalarNode asked)) {
            return null;
        }
        if (VolumeSizes.isLess(asked, size)) {
            Manifest larger = new Manifest(claim.id(), claim(claim.id(), size), desired.template());
            return new Change(
                    Action.GROW, claim.id(), larger, claim, List.of(new Difference(SIZE, asked, size, false)));
        }
        boolean isOnItsWay = claim.at("status", "capacity", "storage") instanceof ScalarNode capacity
                && VolumeSizes.isLess(capacity, size);
        return isOnItsWay ? new Change(Action.GROW, claim.id(), null, claim, List.of()) : null;
    }

    /** The number of the instance whose claim it is, -1 when it is none of them. */
    private static long instance(LiveObject claim, String prefix) {
        String name = claim.id().name();
        String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return number.matches("\\d{1,9}") ? Long.parseLong(number) : -1;
    }

    private static String prefix(String template, LiveObject workload) {
        return template + "-" + workload.id().name() + "-";
    }

    /** A claim as far as its size goes. */
    private static MapNode claim(ObjectId id, ScalarNode size) {
        Origin origin = size.origin();
        Map<String, Node> metadata = new LinkedHashMap<>();
        metadata.put("name", new ScalarNode(id.name(), origin));
        if (id.namespace() != null) {
            metadata.put("namespace", new ScalarNode(id.namespace(), origin));
        }
        Node spec = size;
        for (String key : List.of("storage", "requests", "resources")) {
            spec = new MapNode(Map.of(key, spec), origin);
        }
        Map<String, Node> claim = new LinkedHashMap<>();
        claim.put("apiVersion", new ScalarNode(id.apiVersion(), origin));
        claim.put("kind", new ScalarNode(id.kind(), origin));
        claim.put("metadata", new MapNode(metadata, origin));
        claim.put("spec", spec);
        return new MapNode(claim, origin);
    }
}
