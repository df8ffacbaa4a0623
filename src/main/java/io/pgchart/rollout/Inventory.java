package io.pgchart.rollout;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.rollout.InParallel.Outcome;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Looks what is there of some objects: several of a kind at once, by the labels that all of them were given.
 *
 * <p>What such a list does not show is asked for by its name, for somebody may have changed its labels; and so is every
 * object of a kind that the user may not list.
 */
public record Inventory(Cluster cluster) {

    private static final int FORBIDDEN = 403;

    /**
     * What is there, in the order of the manifests.
     *
     * @return null in the place of each that is not there
     */
    public List<@Nullable LiveObject> find(List<Manifest> manifests) {
        Map<String, LiveObject> listed = new HashMap<>();
        for (List<LiveObject> objects : all(lists(manifests))) {
            objects.forEach(object -> listed.put(key(object.id()), object));
        }
        List<Callable<Map<String, LiveObject>>> looks = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (!listed.containsKey(key(manifest.id()))) {
                looks.add(() -> get(manifest.id()));
            }
        }
        all(looks).forEach(listed::putAll);
        List<@Nullable LiveObject> found = new ArrayList<>();
        manifests.forEach(manifest -> found.add(listed.get(key(manifest.id()))));
        return found;
    }

    private Map<String, LiveObject> get(ObjectId id) {
        LiveObject live = cluster.get(id);
        return live == null ? Map.of() : Map.of(key(id), live);
    }

    private List<Callable<List<LiveObject>>> lists(List<Manifest> manifests) {
        Map<String, List<Manifest>> kinds = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            if (isHere(manifest.id())) {
                String kind = manifest.id().apiVersion() + "|" + manifest.id().kind();
                kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(manifest);
            }
        }
        List<Callable<List<LiveObject>>> lists = new ArrayList<>();
        for (List<Manifest> objects : kinds.values()) {
            ObjectId first = objects.get(0).id();
            String labels =
                    CommonLabels.of(objects.stream().map(Inventory::labels).toList());
            if (objects.size() > 1 && !labels.isEmpty()) {
                lists.add(() -> list(Selection.labelled(first.apiVersion(), first.kind(), labels)));
            }
        }
        return lists;
    }

    private List<LiveObject> list(Selection selection) {
        try {
            return cluster.list(selection);
        } catch (RefusedException e) {
            if (e.refusal().code() == FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    private static @Nullable MapNode labels(Manifest manifest) {
        MapNode metadata = manifest.tree().map("metadata");
        return metadata == null ? null : metadata.map("labels");
    }

    /** Whether a list of this cluster's namespace shows it. */
    private boolean isHere(ObjectId id) {
        return id.namespace() == null || id.namespace().equals(cluster.target().namespace());
    }

    /** One key for an object whether its namespace is written or not. */
    private String key(ObjectId id) {
        return id.apiVersion() + "|" + id.kind() + "|" + (isHere(id) ? "" : id.namespace()) + "|" + id.name();
    }

    private static <T> List<T> all(List<Callable<T>> looks) {
        List<T> found = new ArrayList<>();
        for (Outcome<T> outcome : InParallel.run(looks)) {
            RuntimeException failure = outcome.failure();
            if (failure != null) {
                throw failure;
            }
            found.add(Objects.requireNonNull(outcome.result()));
        }
        return found;
    }
}
