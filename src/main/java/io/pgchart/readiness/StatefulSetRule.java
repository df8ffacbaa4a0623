package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A StatefulSet is ready when all pods that are to be of its newest revision are, and all are ready.
 *
 * <p>Source: kubectl's polymorphichelpers/rollout_status.go, and Kubernetes' pkg/controller/statefulset for what the
 * fields of the status mean.
 */
final class StatefulSetRule {

    private static final String REVISION = "controller-revision-hash";

    private final LiveObject set;
    private final Surroundings around;
    private final long wanted;
    private final long partition;
    private final boolean isOnDelete;

    private StatefulSetRule(LiveObject set, Surroundings around) {
        this.set = set;
        this.around = around;
        this.wanted = set.number(1, "spec", "replicas");
        this.partition = set.number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        this.isOnDelete = set.text("spec", "updateStrategy", "type").equals("OnDelete");
    }

    static Readiness judge(LiveObject set, Surroundings around) {
        return new StatefulSetRule(set, around).judge();
    }

    /**
     * Pods of an old revision that keep the new one from being rolled out: none of their containers runs, and there is a
     * reason that none will.
     *
     * <p>The controller waits for such a pod to become ready before it replaces it. Source: Kubernetes' "StatefulSets",
     * Forced rollback.
     */
    static List<LiveObject> stuckPods(LiveObject set, Surroundings around) {
        StatefulSetRule rule = new StatefulSetRule(set, around);
        if (!rule.isObserved() || rule.isOnDelete) {
            return List.of();
        }
        return rule.pods().stream()
                .filter(pod -> !rule.isNewest(pod) && rule.ordinal(pod) >= rule.partition)
                .filter(pod -> ContainerState.of(pod).stream().noneMatch(ContainerState::isRunning))
                .filter(pod -> !PodFaults.of(pod, around).isEmpty())
                .toList();
    }

    /**
     * Pods that were made before that time, crash again and again, and run nothing now.
     *
     * <p>What they failed for may be mended outside of their template, as a full volume that has grown. The kubelet would
     * wait for up to five minutes before it tries again. Source: MaxContainerBackOff in pkg/kubelet/kubelet.go.
     */
    static List<LiveObject> crashingPods(LiveObject set, Surroundings around, Instant madeBefore) {
        StatefulSetRule rule = new StatefulSetRule(set, around);
        // Whoever wants to replace pods by hand is not helped by it.
        if (rule.isOnDelete) {
            return List.of();
        }
        return rule.pods().stream()
                .filter(pod -> !pod.isBeingDeleted() && wasMade(pod, madeBefore))
                .filter(pod -> ContainerState.of(pod).stream().noneMatch(ContainerState::isRunning))
                .filter(pod -> ContainerState.of(pod).stream().anyMatch(ContainerState::isBetweenCrashes))
                .toList();
    }

    private Readiness judge() {
        if (!isObserved()) {
            return Readiness.inProgress("waiting for its controller");
        }
        long ready = set.number(0, "status", "readyReplicas");
        String counts = ready + " of " + wanted + " ready";
        boolean isAll = ready == wanted && set.number(0, "status", "replicas") == wanted && isAvailable();
        if (isAll && isUpdated()) {
            boolean isWaiting = isOnDelete && !text("currentRevision").equals(text("updateRevision"));
            return Readiness.ready(isWaiting ? counts + "; pods change when they are deleted" : counts);
        }
        List<Fault> faults = faults();
        return Readiness.of(progress(ready, faults), faults);
    }

    /** What is still to come. */
    private String progress(long ready, List<Fault> faults) {
        String counts = ready + " of " + wanted + " ready";
        LiveObject pod = unreadyPod();
        if (pod != null) {
            String text = PodText.of(pod, PodFaults.of(pod, around));
            return wanted > 1 ? counts + ", " + text : text;
        }
        if (!faults.isEmpty()) {
            return counts + ": " + faults.get(0).detail();
        }
        if (ready < wanted) {
            return counts;
        }
        return isUpdated() ? counts + ", but not for long enough" : updated() + " of " + wanted + " updated";
    }

    private long updated() {
        return set.number(0, "status", "updatedReplicas");
    }

    private boolean isObserved() {
        return set.number(0, "status", "observedGeneration") >= set.number(0, "metadata", "generation");
    }

    private boolean isAvailable() {
        return set.number(0, "spec", "minReadySeconds") == 0 || set.number(0, "status", "availableReplicas") >= wanted;
    }

    private boolean isUpdated() {
        if (isOnDelete) {
            return true;
        }
        if (partition > 0) {
            return updated() >= Math.max(0, wanted - partition);
        }
        return updated() == wanted && text("currentRevision").equals(text("updateRevision"));
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (LiveObject pod : pods()) {
            if (isNewest(pod) || isOnDelete || ordinal(pod) < partition) {
                faults.addAll(PodFaults.of(pod, around));
            }
        }
        LiveObject event = pods().size() < wanted ? Warnings.about(set, around).newest("FailedCreate") : null;
        if (event != null) {
            String message = reason(Fields.oneLine(event.text("message")));
            Patience patience = message.contains("exceeded quota") ? Patience.LONG : Patience.SHORT;
            faults.add(new Fault(
                    set.id().shortName(),
                    set.uid(),
                    "",
                    "FailedCreate",
                    message,
                    patience,
                    NextSteps.failedCreate(message)));
        }
        faults.sort(Comparator.comparing(Fault::patience));
        return faults;
    }

    /** Without the words that say no more than the event's name: {@code create Pod x in StatefulSet y failed error: }. */
    private static String reason(String message) {
        int error = message.indexOf(" failed error: ");
        return error < 0 ? message : message.substring(error + " failed error: ".length());
    }

    /** The pod that is to be told of: with a fault, else the first that is not ready. */
    private @Nullable LiveObject unreadyPod() {
        LiveObject first = null;
        for (LiveObject pod : pods()) {
            if (!PodFaults.of(pod, around).isEmpty()) {
                return pod;
            }
            boolean isUnready = pod.isBeingDeleted() || !Fields.is(pod, "Ready");
            first = first == null && isUnready ? pod : first;
        }
        return first;
    }

    private List<LiveObject> pods() {
        return around.pods().stream()
                .filter(pod -> Fields.isOwned(pod, set.uid()))
                .sorted(Comparator.comparing(this::ordinal))
                .toList();
    }

    private boolean isNewest(LiveObject pod) {
        return text("updateRevision").equals(pod.label(REVISION));
    }

    private static boolean wasMade(LiveObject pod, Instant before) {
        try {
            return Instant.parse(pod.text("metadata", "creationTimestamp")).isBefore(before);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private long ordinal(LiveObject pod) {
        String name = pod.id().name();
        String digits = name.substring(name.lastIndexOf('-') + 1);
        return !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(Character::isDigit)
                ? Long.parseLong(digits)
                : Long.MAX_VALUE;
    }

    private String text(String field) {
        return set.text("status", field);
    }
}
