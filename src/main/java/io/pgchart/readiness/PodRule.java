package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import java.util.List;

/** A pod by itself is ready, or has done what it was for; nobody makes another one when it fails. */
final class PodRule {

    private PodRule() {}

    static Readiness judge(LiveObject pod, Surroundings around) {
        String phase = pod.text("status", "phase");
        if (phase.equals("Succeeded")) {
            return Readiness.ready("completed");
        }
        if (Fields.is(pod, "Ready")) {
            return Readiness.ready("ready");
        }
        if (phase.equals("Failed")) {
            return Readiness.failed(failure(pod));
        }
        List<Fault> faults = PodFaults.of(pod, around);
        return Readiness.of(PodText.of(pod, faults), faults);
    }

    private static Fault failure(LiveObject pod) {
        String name = pod.id().name();
        String reason = pod.text("status", "reason");
        ContainerState culprit = JobRule.culprit(pod);
        if (culprit != null) {
            String why = reason.isEmpty() ? culprit.endReason() : reason;
            String step = NextSteps.crash(culprit);
            return new Fault(name, pod.uid(), culprit.name(), why, culprit.ended(), Patience.NONE, step);
        }
        String message = Fields.oneLine(pod.text("status", "message"));
        String why = reason.isEmpty() ? "Failed" : reason;
        return new Fault(name, pod.uid(), "", why, message, Patience.NONE, "See kubectl describe pod/" + name + ".");
    }
}
