package io.pgchart.rollout;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the pods of a workload are made of: its {@code spec.template}. */
record PodTemplate(MapNode tree) {

    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    private static final Origin ADDED = Origin.of("deploy");

    /** The template of a workload; null of what makes no pods. */
    static @Nullable PodTemplate of(MapNode workload) {
        MapNode spec = workload.map("spec");
        MapNode template = spec == null ? null : spec.map("template");
        return template == null ? null : new PodTemplate(template);
    }

    @Nullable
    String annotation(String key) {
        MapNode metadata = tree.map("metadata");
        MapNode annotations = metadata == null ? null : metadata.map("annotations");
        return annotations == null ? null : annotations.text(key);
    }

    /** The workload with that annotation at its pods. */
    static MapNode annotated(MapNode workload, String key, String value) {
        MapNode spec = member(workload, "spec");
        MapNode template = member(spec, "template");
        MapNode metadata = member(template, "metadata");
        MapNode annotations = member(metadata, "annotations").with(key, new ScalarNode(value, ADDED));
        return workload.with(
                "spec", spec.with("template", template.with("metadata", metadata.with("annotations", annotations))));
    }

    private static MapNode member(MapNode map, String key) {
        MapNode member = map.map(key);
        return member == null ? new MapNode(Map.of(), ADDED) : member;
    }

    /** The container that is meant where none is named. */
    String container() {
        String named = annotation(DEFAULT_CONTAINER);
        List<MapNode> containers = tree.mapsAt("spec", "containers");
        String first = containers.isEmpty() ? null : containers.get(0).text("name");
        return String.valueOf(named == null ? first : named);
    }

    /** The names of the Secrets that its containers read, as variables or as files. */
    SortedSet<String> secrets() {
        SortedSet<String> names = new TreeSet<>();
        for (String list : new String[] {"initContainers", "containers"}) {
            for (MapNode container : tree.mapsAt("spec", list)) {
                container.mapsAt("env").forEach(variable -> {
                    MapNode from = variable.map("valueFrom");
                    add(names, from == null ? null : from.map("secretKeyRef"), "name");
                });
                container.mapsAt("envFrom").forEach(from -> add(names, from.map("secretRef"), "name"));
            }
        }
        for (MapNode volume : tree.mapsAt("spec", "volumes")) {
            add(names, volume.map("secret"), "secretName");
            volume.mapsAt("projected", "sources").forEach(source -> add(names, source.map("secret"), "name"));
        }
        return names;
    }

    private static void add(SortedSet<String> names, @Nullable MapNode reference, String key) {
        String name = reference == null ? null : reference.text(key);
        if (name != null) {
            names.add(name);
        }
    }
}
