package io.pgchart.standin;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node that only pretends to run pods: they become ready, and those of Jobs then succeed.
 *
 * <p>The annotation {@code fake.test/state: waiting:<reason>} keeps a pod's containers waiting for that reason, and {@code
 * pending} keeps the pod as it is, as they do on the fake node of the clusters for tests.
 */
final class FakeNode {

    private final FakeServer server;

    FakeNode(FakeServer server) {
        this.server = server;
    }

    void step() {
        for (LiveObject pod : server.objects()) {
            if (pod.id().kind().equals("Pod")) {
                step(pod);
            }
        }
    }

    private void step(LiveObject pod) {
        String told = pod.annotation("fake.test/state");
        String phase = pod.text("status", "phase");
        int begun = Fields.maps(pod, "status", "initContainerStatuses").size();
        if (pod.text("spec", "nodeName").isEmpty()) {
            server.patch(pod.id(), "scheduler", "spec: {nodeName: node1}");
        } else if (told != null && told.startsWith("waiting:")) {
            waiting(pod, told.substring("waiting:".length()));
        } else if (told == null && phase.equals("Pending")) {
            if (begun < Fields.maps(pod, "spec", "initContainers").size()) {
                initialize(pod, begun + 1);
            } else {
                run(pod);
            }
        } else if (told == null && phase.equals("Running") && pod.label("job-name") != null) {
            String ended = statuses(pod, "containers", "ready: false, " + ended());
            server.status(pod.id(), "{phase: Succeeded, containerStatuses: " + ended + "}");
        }
    }

    /** One after the other, as their logs tell. */
    private void initialize(LiveObject pod, int containers) {
        server.status(
                pod.id(),
                "{initContainerStatuses: " + statuses(pod, "initContainers", containers, "ready: true, " + ended())
                        + "}");
    }

    private void run(LiveObject pod) {
        String now = "'" + now() + "'";
        String conditions = Stream.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready")
                .map(type -> "{type: " + type + ", status: 'True', lastTransitionTime: " + now + "}")
                .collect(Collectors.joining(", "));
        String state = "ready: true, started: true, state: {running: {startedAt: " + now + "}}";
        server.status(
                pod.id(),
                "{phase: Running, startTime: " + now + ", conditions: [" + conditions + "], containerStatuses: "
                        + statuses(pod, "containers", state) + "}");
    }

    private void waiting(LiveObject pod, String reason) {
        String state = "ready: false, started: false, state: {waiting: {reason: " + reason
                + ", message: the fake node was told to}}";
        server.status(
                pod.id(),
                "{conditions: [{type: Initialized, status: 'True'}, {type: Ready, status: 'False'}], containerStatuses: "
                        + statuses(pod, "containers", state) + "}");
    }

    private String ended() {
        String now = "'" + now() + "'";
        return "state: {terminated: {exitCode: 0, reason: Completed, startedAt: " + now + ", finishedAt: " + now + "}}";
    }

    private static String statuses(LiveObject pod, String containers, String state) {
        return statuses(pod, containers, Integer.MAX_VALUE, state);
    }

    /** The statuses of the first containers. */
    private static String statuses(LiveObject pod, String containers, int count, String state) {
        return Fields.maps(pod, "spec", containers).stream()
                .limit(count)
                .map(container -> status(container, state))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String status(MapNode container, String state) {
        return "{name: " + container.text("name") + ", image: '" + container.text("image")
                + "', imageID: '', restartCount: 0, " + state + "}";
    }

    private String now() {
        return server.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
