package io.pgchart.pgbackrest;

import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a StatefulSet with databases, as its manifest has them.
 *
 * @param statefulSet its manifest
 * @param container the one with PostgreSQL: it has {@code PGDATA} in its environment, and {@code PGBACKREST_STANZA} if it
 *     is backed up
 */
public record DatabasePods(Manifest statefulSet, MapNode container) {

    private static final Origin ORIGIN = Origin.of("restore");
    private static final String DATA = "PGDATA";
    private static final String STANZA = "PGBACKREST_STANZA";
    private static final String PATH = "PGBACKREST_REPO1_PATH";

    /** Those among the objects of a release; null when none are backed up. */
    public static @Nullable DatabasePods among(List<Manifest> manifests) {
        return with(STANZA, manifests);
    }

    /** Those that are servers of PostgreSQL, backed up or not; null when there are none. */
    public static @Nullable DatabasePods servers(List<Manifest> manifests) {
        return with(DATA, manifests);
    }

    private static @Nullable DatabasePods with(String variable, List<Manifest> manifests) {
        for (Manifest manifest : manifests) {
            if (manifest.id().kind().equals("StatefulSet")) {
                for (MapNode container : manifest.tree().mapsAt("spec", "template", "spec", "containers")) {
                    if (variable(container, variable) != null) {
                        return new DatabasePods(manifest, container);
                    }
                }
            }
        }
        return null;
    }

    /** How many instances there are. */
    public int instances() {
        return (int) statefulSet.tree().numberAt(1, "spec", "replicas");
    }

    /** The name of an instance's pod. */
    public String pod(int instance) {
        return statefulSet.id().name() + "-" + instance;
    }

    /** The name of the container with PostgreSQL. */
    public String containerName() {
        return container.textAt("name");
    }

    /** The path of an instance in the repository, of the release as it is in that namespace. */
    public String repositoryPath(int instance, String namespace) {
        MapNode variable = variable(container, PATH);
        String path = variable == null ? "" : variable.textAt("value");
        return path.replace("$(POD_NAMESPACE)", namespace).replace("$(POD_NAME)", pod(instance));
    }

    /** The claims of an instance, as the StatefulSet's controller would make them. */
    public List<MapNode> claims(int instance) {
        List<MapNode> claims = new ArrayList<>();
        for (MapNode template : templates()) {
            Map<String, Node> labels = new LinkedHashMap<>(members(template.at("metadata", "labels")));
            labels.putAll(members(statefulSet.tree().at("spec", "selector", "matchLabels")));
            Map<String, Node> metadata = new LinkedHashMap<>(members(template.at("metadata")));
            metadata.put("name", text(claim(template, instance)));
            metadata.put("labels", new MapNode(labels, ORIGIN));
            Map<String, Node> claim = new LinkedHashMap<>();
            claim.put("apiVersion", text("v1"));
            claim.put("kind", text("PersistentVolumeClaim"));
            claim.put("metadata", new MapNode(metadata, ORIGIN));
            claim.put("spec", new MapNode(members(template.at("spec")), ORIGIN));
            claims.add(new MapNode(claim, ORIGIN));
        }
        return claims;
    }

    /** The id of a claim that {@link #claims} tells of. */
    public ObjectId claimId(MapNode claim) {
        return new ObjectId(
                "v1", "PersistentVolumeClaim", statefulSet.id().namespace(), claim.textAt("metadata", "name"));
    }

    List<MapNode> templates() {
        return statefulSet.tree().mapsAt("spec", "volumeClaimTemplates");
    }

    String claim(MapNode template, int instance) {
        return template.textAt("metadata", "name") + "-" + pod(instance);
    }

    private static @Nullable MapNode variable(MapNode container, String name) {
        for (MapNode variable : container.mapsAt("env")) {
            if (name.equals(variable.text("name"))) {
                return variable;
            }
        }
        return null;
    }

    static Map<String, Node> members(@Nullable Node node) {
        return node instanceof MapNode map ? map.members() : Map.of();
    }

    static ScalarNode text(String text) {
        return new ScalarNode(text, ORIGIN);
    }

    static MapNode map(Map<String, Node> members) {
        return new MapNode(members, ORIGIN);
    }

    static ListNode list(List<? extends Node> items) {
        return new ListNode(List.copyOf(items), ORIGIN);
    }
}
