package io.pgchart.chartfiles;

import io.pgchart.manifest.Manifest;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways to look into rendered objects. */
final class Trees {

    private Trees() {}

    /** What stands at a path of keys, if anything does. */
    static Optional<Node> at(Node node, String... path) {
        Node found = node;
        for (String key : path) {
            found = found instanceof MapNode map ? map.get(key) : null;
        }
        return Optional.ofNullable(found);
    }

    /** A map of texts, such as labels; empty where there is none. */
    static Map<String, String> texts(Node node, String... path) {
        return at(node, path).stream()
                .map(MapNode.class::cast)
                .flatMap(map -> map.members().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ((ScalarNode) entry.getValue()).text()));
    }

    /** The items of a list; none where there is no list. */
    static List<Node> items(Node node, String... path) {
        return at(node, path).map(list -> ((ListNode) list).items()).orElse(List.of());
    }

    /** The node and all below it. */
    static Stream<Node> everything(Node node) {
        Stream<Node> below = node instanceof MapNode map
                ? map.members().values().stream()
                : node instanceof ListNode list ? list.items().stream() : Stream.empty();
        return Stream.concat(Stream.of(node), below.flatMap(Trees::everything));
    }

    /** The pod templates of workloads. */
    static List<MapNode> podTemplates(List<Manifest> objects) {
        return objects.stream()
                .flatMap(object -> everything(object.tree()))
                .flatMap(node -> at(node, "template").stream())
                .map(MapNode.class::cast)
                .toList();
    }

    /** The containers of a pod template, those of its start first. */
    static List<Node> containers(MapNode podTemplate) {
        return Stream.concat(
                        items(podTemplate, "spec", "initContainers").stream(),
                        items(podTemplate, "spec", "containers").stream())
                .toList();
    }
}
