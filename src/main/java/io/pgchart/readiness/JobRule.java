package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Job is done when it says so; a pod of it that fails is an attempt, and whether there is another one is its matter. */
final class JobRule {

    private JobRule() {}

    static Readiness judge(LiveObject job, Surroundings around) {
        if (Fields.is(job, "Complete")) {
            return Readiness.ready("completed");
        }
        List<LiveObject> pods = around.pods().stream()
                .filter(pod -> Fields.isOwned(pod, job.uid()))
                .sorted(Comparator.comparing((LiveObject pod) -> pod.text("metadata", "creationTimestamp"))
                        .thenComparing(pod -> pod.id().name()))
                .toList();
        MapNode failed = Fields.condition(job, "Failed");
        if (failed != null && "True".equals(failed.text("status"))) {
            return Readiness.failed(failure(job, Fields.text(failed, "reason"), pods));
        }
        if (job.text("spec", "suspend").equals("true")) {
            return Readiness.inProgress("suspended");
        }
        List<Fault> faults = new ArrayList<>();
        for (LiveObject pod : pods) {
            boolean mayRun = pod.text("status", "phase").equals("Pending");
            PodFaults.of(pod, around).stream()
                    .filter(fault -> mayRun && !isAttempt(pod, fault))
                    .forEach(faults::add);
        }
        LiveObject newest = pods.isEmpty() ? null : pods.get(pods.size() - 1);
        return Readiness.of(newest == null ? "no pod yet" : PodText.of(newest, PodFaults.of(newest, around)), faults);
    }

    /** Whether the fault is that a container ended: the Job counts those itself. */
    private static boolean isAttempt(LiveObject pod, Fault fault) {
        return ContainerState.of(pod).stream()
                .anyMatch(container -> container.name().equals(fault.container()) && container.hasFailed());
    }

    /** Why it failed: {@code BackoffLimitExceeded}, and how its last pod ended. */
    private static Fault failure(LiveObject job, String reason, List<LiveObject> pods) {
        for (int i = pods.size() - 1; i >= 0; i--) {
            ContainerState culprit = culprit(pods.get(i));
            if (culprit != null) {
                String code = culprit.ended();
                return new Fault(
                        pods.get(i).id().name(),
                        pods.get(i).uid(),
                        culprit.name(),
                        reason,
                        code,
                        Patience.NONE,
                        NextSteps.crash(culprit));
            }
        }
        String message = Fields.oneLine(Fields.text(Fields.condition(job, "Failed"), "message"));
        String nextStep = reason.equals("DeadlineExceeded")
                ? "Raise its activeDeadlineSeconds, or look at what took so long."
                : "See kubectl describe job/" + job.id().name() + ".";
        return new Fault(job.id().shortName(), job.uid(), "", reason, message, Patience.NONE, nextStep);
    }

    static @Nullable ContainerState culprit(LiveObject pod) {
        ContainerState found = null;
        for (ContainerState container : ContainerState.of(pod)) {
            found = found == null && container.hasFailed() ? container : found;
        }
        return found;
    }
}
