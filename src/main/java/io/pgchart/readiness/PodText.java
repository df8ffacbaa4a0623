package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.List;

/** What a pod is doing, in a few words. */
final class PodText {

    private PodText() {}

    /** {@code postgresql-0 Pending: pulling image}. */
    static String of(LiveObject pod, List<Fault> faults) {
        String name = pod.id().name();
        if (pod.isBeingDeleted()) {
            return name + " Terminating";
        }
        String phase = pod.text("status", "phase");
        String head = name + " " + (phase.isEmpty() ? "Pending" : phase);
        if (!faults.isEmpty()) {
            Fault fault = faults.get(0);
            return head + ": " + fault.reason() + (fault.detail().isEmpty() ? "" : ", " + fault.detail());
        }
        String doing = doing(pod);
        return doing.isEmpty() ? head : head + ": " + doing;
    }

    private static String doing(LiveObject pod) {
        if (Fields.condition(pod, "PodScheduled") == null
                && pod.text("spec", "nodeName").isEmpty()) {
            return "waiting for a node";
        }
        List<ContainerState> containers = ContainerState.of(pod);
        for (ContainerState container : containers) {
            if (container.isInit() && container.isRunning()) {
                return "init container " + container.name() + " runs";
            }
        }
        for (ContainerState container : containers) {
            if (isBeingCreated(container) && !container.waitingReason().equals("PodInitializing")) {
                return creating(pod);
            }
            if (isBeingCreated(container) && isInitialized(pod)) {
                return creating(pod);
            }
        }
        boolean isRunning = pod.text("status", "phase").equals("Running");
        return isRunning && !Fields.is(pod, "Ready") ? "not ready yet" : "";
    }

    private static boolean isBeingCreated(ContainerState container) {
        return !container.isRunning() && !container.isTerminated();
    }

    private static boolean isInitialized(LiveObject pod) {
        return Fields.is(pod, "Initialized");
    }

    /**
     * Between the sandbox and the start of a container there is only its image to wait for; before it, volumes and the
     * network. Source: Kubernetes' "Pod Lifecycle", PodReadyToStartContainers, there since 1.29.
     */
    private static String creating(LiveObject pod) {
        MapNode sandbox = Fields.condition(pod, "PodReadyToStartContainers");
        if (sandbox == null) {
            return "creating containers";
        }
        return "True".equals(sandbox.text("status")) ? "pulling image" : "preparing volumes and network";
    }
}
