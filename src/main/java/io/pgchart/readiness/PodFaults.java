package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What keeps a pod from running. */
final class PodFaults {

    /** Source: Kubernetes' pkg/kubelet/container/sync_result.go and pkg/kubelet/images/types.go. */
    private static final Set<String> HOPELESS =
            Set.of("CreateContainerConfigError", "InvalidImageName", "CreateContainerError", "ErrImageNeverPull");

    private static final Set<String> PULLING = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private static final Set<String> CRASHING =
            Set.of("CrashLoopBackOff", "RunContainerError", "PostStartHookError", "StartError");

    /**
     * Restarts after which a container counts as broken for good. The kubelet waits 10, 20 and 40 s before them
     * (MaxContainerBackOff in pkg/kubelet/kubelet.go), so that is a good minute.
     */
    private static final int MOST_RESTARTS = 3;

    private final LiveObject pod;
    private final Surroundings around;
    private final List<Fault> faults = new ArrayList<>();

    private PodFaults(LiveObject pod, Surroundings around) {
        this.pod = pod;
        this.around = around;
    }

    /** The faults, the gravest first. */
    static List<Fault> of(LiveObject pod, Surroundings around) {
        if (pod.isBeingDeleted() || Fields.is(pod, "Ready")) {
            return List.of();
        }
        PodFaults found = new PodFaults(pod, around);
        found.containers();
        found.scheduling();
        found.mounts();
        found.claims();
        found.faults.sort(Comparator.comparing(Fault::patience));
        return List.copyOf(found.faults);
    }

    private void containers() {
        for (ContainerState container : ContainerState.of(pod)) {
            String reason = container.waitingReason();
            String message = Fields.oneLine(container.waitingMessage());
            if (HOPELESS.contains(reason)) {
                add(container, reason, message, Patience.NONE, NextSteps.configuration(reason, message));
            } else if (PULLING.contains(reason)) {
                String detail = message.isEmpty() ? container.image() : message;
                add(container, reason, detail, Patience.SHORT, NextSteps.image(message));
            } else if (CRASHING.contains(reason) || (container.isTerminated() && container.hasFailed())) {
                crash(container, reason.isEmpty() ? container.endReason() : reason, message);
            }
        }
        String reason = pod.text("status", "reason");
        if (faults.isEmpty() && pod.text("status", "phase").equals("Failed")) {
            String message = Fields.oneLine(pod.text("status", "message"));
            add("", reason.isEmpty() ? "Failed" : reason, message, Patience.SHORT, "Look at the node it ran on.");
        }
    }

    private void crash(ContainerState container, String reason, String message) {
        Patience patience = container.restarts() >= MOST_RESTARTS ? Patience.NONE : Patience.SHORT;
        String detail = container.hasFailed() ? container.ended() : message;
        add(container, reason, detail, patience, NextSteps.crash(container));
    }

    private void scheduling() {
        MapNode scheduled = Fields.condition(pod, "PodScheduled");
        if (scheduled != null && "False".equals(scheduled.text("status"))) {
            String message = Fields.oneLine(Fields.text(scheduled, "message"));
            String reason = Fields.text(scheduled, "reason");
            add("", reason, message, Patience.LONG, NextSteps.unschedulable(message));
        }
    }

    /** The kubelet tells only by events why a pod's containers are still being created. */
    private void mounts() {
        boolean isCreated = !faults.isEmpty()
                || ContainerState.of(pod).stream().anyMatch(state -> state.isRunning() || state.isTerminated());
        LiveObject event = isCreated
                ? null
                : Warnings.about(pod, around).newest("FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox");
        if (event != null) {
            String message = Fields.oneLine(event.text("message"));
            boolean isMissing = message.contains("\" not found") || message.contains("non-existent");
            String nextStep = isMissing
                    ? "Create what it names, with that key, or name another one in the values."
                    : "Look at the volume and at the node: kubectl describe pod/"
                            + pod.id().name() + ".";
            add("", event.text("reason"), message, isMissing ? Patience.SHORT : Patience.LONG, nextStep);
        }
    }

    private void claims() {
        Set<String> names = Set.copyOf(Fields.maps(pod.at("spec", "volumes")).stream()
                .map(volume -> Fields.text(volume, "persistentVolumeClaim", "claimName"))
                .toList());
        for (LiveObject claim : around.claims()) {
            if (names.contains(claim.id().name())
                    && !claim.text("status", "phase").equals("Bound")) {
                faults.addAll(ClaimRule.judge(claim, around).faults());
            }
        }
    }

    private void add(ContainerState container, String reason, String detail, Patience patience, String nextStep) {
        add(container.name(), reason, detail, patience, nextStep);
    }

    private void add(String container, String reason, String detail, Patience patience, String nextStep) {
        faults.add(new Fault(pod.id().name(), pod.uid(), container, reason, detail, patience, nextStep));
    }
}
