package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Deployments, DaemonSets and ReplicaSets, which differ in the names of their counts.
 *
 * <p>Source: kubectl's polymorphichelpers/rollout_status.go.
 */
final class DeploymentRule {

    private DeploymentRule() {}

    static Readiness deployment(LiveObject live, Surroundings around) {
        if (live.text("spec", "paused").equals("true")) {
            return Readiness.ready("paused");
        }
        MapNode progressing = Fields.condition(live, "Progressing");
        if (isObserved(live) && progressing != null && "ProgressDeadlineExceeded".equals(progressing.text("reason"))) {
            List<Fault> faults = new ArrayList<>(faults(live, around, "pod-template-hash"));
            String message = Fields.oneLine(Fields.text(progressing, "message"));
            faults.add(fault(live, "ProgressDeadlineExceeded", message, Patience.NONE, "Look at its pods."));
            return Readiness.of(message, faults);
        }
        long wanted = live.number(1, "spec", "replicas");
        long updated = live.number(0, "status", "updatedReplicas");
        long old = live.number(0, "status", "replicas") - updated;
        String toDo = old <= 0 ? "" : old + (old == 1 ? " old pod left" : " old pods left");
        String update = updated < wanted ? updated + " of " + wanted + " updated" : toDo;
        return counted(live, around, "pod-template-hash", wanted, update, "availableReplicas");
    }

    static Readiness daemonSet(LiveObject live, Surroundings around) {
        long wanted = live.number(0, "status", "desiredNumberScheduled");
        boolean isOnDelete = live.text("spec", "updateStrategy", "type").equals("OnDelete");
        long updated = live.number(0, "status", "updatedNumberScheduled");
        String update = isOnDelete || updated >= wanted ? "" : updated + " of " + wanted + " updated";
        return counted(live, around, "controller-revision-hash", wanted, update, "numberAvailable");
    }

    static Readiness replicaSet(LiveObject live, Surroundings around) {
        return counted(live, around, "pod-template-hash", live.number(1, "spec", "replicas"), "", "readyReplicas");
    }

    /** Ready when that many are, and nothing is left to update. */
    private static Readiness counted(
            LiveObject live, Surroundings around, String revision, long wanted, String update, String readyField) {
        if (!isObserved(live)) {
            return Readiness.inProgress("waiting for its controller");
        }
        long ready = live.number(0, "status", readyField);
        String counts = ready + " of " + wanted + " ready";
        if (update.isEmpty() && ready >= wanted) {
            return Readiness.ready(counts);
        }
        List<Fault> faults = faults(live, around, revision);
        return Readiness.of(
                faults.isEmpty() ? counts : counts + ", " + faults.get(0).text(), faults);
    }

    private static List<Fault> faults(LiveObject live, Surroundings around, String revision) {
        List<Fault> faults = new ArrayList<>();
        List<LiveObject> pods = around.pods().stream()
                .filter(pod -> isDescendant(pod, live))
                .sorted(Comparator.comparing((LiveObject pod) -> pod.text("metadata", "creationTimestamp"))
                        .reversed())
                .toList();
        // The newest pod is of the newest revision; the status of these kinds does not name it.
        for (LiveObject pod : pods) {
            if (Objects.equals(pod.label(revision), pods.get(0).label(revision))) {
                faults.addAll(PodFaults.of(pod, around));
            }
        }
        if (Fields.is(live, "ReplicaFailure")) {
            String message = Fields.oneLine(Fields.text(Fields.condition(live, "ReplicaFailure"), "message"));
            faults.add(fault(live, "FailedCreate", message, Patience.LONG, NextSteps.failedCreate(message)));
        }
        faults.sort(Comparator.comparing(Fault::patience));
        return faults;
    }

    /** Owned, or owned by a ReplicaSet of it, whose name is its own and a hash, which has no dash in it. */
    static boolean isDescendant(LiveObject pod, LiveObject live) {
        return Fields.isOwned(pod, live.uid())
                || Fields.maps(pod.at("metadata", "ownerReferences")).stream()
                        .anyMatch(owner -> Fields.text(owner, "kind").equals("ReplicaSet")
                                && withoutHash(Fields.text(owner, "name"))
                                        .equals(live.id().name()));
    }

    private static String withoutHash(String replicaSet) {
        return replicaSet.substring(0, Math.max(0, replicaSet.lastIndexOf('-')));
    }

    private static boolean isObserved(LiveObject live) {
        return live.number(0, "status", "observedGeneration") >= live.number(0, "metadata", "generation");
    }

    private static Fault fault(LiveObject live, String reason, String detail, Patience patience, String nextStep) {
        return new Fault(live.id().shortName(), live.uid(), "", reason, detail, patience, nextStep);
    }
}
