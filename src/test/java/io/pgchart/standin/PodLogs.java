package io.pgchart.standin;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The logs of containers that never ran: lines that were recorded on a real node, or none.
 *
 * @param recorded by the container's name
 */
record PodLogs(Map<String, List<String>> recorded) {

    String of(LiveObject pod, ApiPath path) {
        String name = path.query("container");
        MapNode state = state(pod, name);
        MapNode run = state.map("running") == null ? state.map("terminated") : state.map("running");
        if (run == null || path.query("previous").equals("true")) {
            // Source: validateContainerLogStatus in Kubernetes' pkg/kubelet/kubelet_pods.go.
            String message = "container \"" + name + "\" in pod \"" + pod.id().name()
                    + "\" is waiting to start: ContainerCreating";
            throw new RefusedException(new Refusal("", 400, "BadRequest", message, List.of()));
        }
        List<String> all = recorded.getOrDefault(name, List.of());
        String tail = path.query("tailLines");
        int first = tail.isEmpty() ? 0 : Math.max(0, all.size() - Integer.parseInt(tail));
        String stamp = path.query("timestamps").equals("true") ? run.text("startedAt") + " " : "";
        return all.subList(first, all.size()).stream()
                .map(line -> stamp + line + "\n")
                .collect(Collectors.joining());
    }

    private static MapNode state(LiveObject pod, String container) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .map(statuses -> pod.at("status", statuses))
                .flatMap(list -> list instanceof ListNode items ? items.items().stream() : Stream.<Node>empty())
                .map(MapNode.class::cast)
                .filter(status -> container.equals(status.text("name")))
                .flatMap(status -> Stream.ofNullable(status.map("state")))
                .findFirst()
                .orElseGet(() -> new MapNode(Map.of(), pod.tree().origin()));
    }
}
