package io.pgchart.rollout;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.readiness.ContainerState;
import io.pgchart.readiness.Fault;
import io.pgchart.readiness.LastWords;
import io.pgchart.readiness.Readiness;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.Surroundings;
import io.pgchart.readiness.Warnings;
import io.pgchart.report.Diagnosis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out why an object did not become ready, tells it, and puts it into a sentence. */
final class Examination {

    private static final int LINES = 20;
    private static final int WARNINGS = 5;

    private final Rollout rollout;
    private final LiveObject live;
    private final Surroundings around;

    Examination(Rollout rollout, LiveObject live, Surroundings around) {
        this.rollout = rollout;
        this.live = live;
        this.around = around;
    }

    /** The problem of an object that has failed. */
    Problem failed(Fault fault) {
        return problem(fault, "did not become ready");
    }

    /** The problem of an object that was not ready in time. */
    Problem late(Readiness readiness) {
        String late = "is not ready after " + seconds(rollout.timeout());
        if (!readiness.faults().isEmpty()) {
            return problem(readiness.faults().get(0), late);
        }
        LiveObject pod = ReadinessRules.unreadyPod(live, around);
        String probe = pod == null ? "" : Warnings.about(pod, around).lastProbe();
        String nextStep = probe.isEmpty()
                ? "See its events and logs; if it only needs longer, raise timeout (-Dpgchart.timeout=10m)."
                : "See why it does not answer its probe; if it only needs longer, raise timeout"
                        + " (-Dpgchart.timeout=10m).";
        String fault = readiness.text() + (probe.isEmpty() ? "" : ", " + probe);
        return told(fault, pod, pod == null ? null : unready(pod), late, nextStep);
    }

    private Problem problem(Fault fault, String outcome) {
        LiveObject pod = around.pods().stream()
                .filter(candidate -> candidate.uid().equals(fault.uid()))
                .findFirst()
                .orElse(null);
        if (pod == null && live.uid().equals(fault.uid()) && live.id().kind().equals("Pod")) {
            pod = live;
        }
        ContainerState container = pod == null ? null : named(pod, fault.container());
        return told(fault.text(), pod, container, outcome, fault.nextStep());
    }

    private Problem told(
            String fault,
            @Nullable LiveObject pod,
            @Nullable ContainerState container,
            String outcome,
            String nextStep) {
        String masked = rollout.mask().masked(fault);
        List<String> log = pod == null || container == null ? List.of() : log(pod, container);
        String logOf = pod == null || container == null ? "" : pod.id().name() + " " + container.name();
        LastWords words = new LastWords(log);
        String step = words.nextStep(nextStep);
        rollout.reporter().diagnosis(new Diagnosis(live.id().shortName(), masked, logOf, log, warnings(pod), step));
        String reason = log.isEmpty() ? "" : "; " + words.reason();
        return new Problem(live.id().shortName(), outcome + ": " + masked + reason, null, step);
    }

    private List<String> warnings(@Nullable LiveObject pod) {
        List<String> texts = new ArrayList<>(Warnings.about(live, around).texts(WARNINGS));
        if (pod != null && !pod.uid().equals(live.uid())) {
            texts.addAll(Warnings.about(pod, around).texts(WARNINGS));
        }
        for (LiveObject claim : around.claims()) {
            texts.addAll(Warnings.about(claim, around).texts(1));
        }
        return texts.stream().map(rollout.mask()::masked).toList();
    }

    /** The last lines of the run that failed; a container that was started anew has said little since. */
    private List<String> log(LiveObject pod, ContainerState container) {
        boolean hasRun = container.isRunning() || container.isTerminated() || container.hasFailed();
        if (!hasRun) {
            return List.of();
        }
        boolean previous = container.isRunning() && container.hasFailed();
        List<String> lines = lastLog(new ContainerRef(pod.id().name(), container.name(), previous));
        return lines.isEmpty() && container.restarts() > 0
                ? lastLog(new ContainerRef(pod.id().name(), container.name(), !previous))
                : lines;
    }

    private List<String> lastLog(ContainerRef container) {
        try {
            return rollout.cluster().lastLog(container, LINES).stream()
                    .map(rollout.mask()::maskedLine)
                    .toList();
        } catch (RefusedException e) {
            // The log may be gone with its node, or not be this user's to see; the fault is told without it.
            return List.of();
        }
    }

    private static @Nullable ContainerState named(LiveObject pod, String container) {
        return ContainerState.of(pod).stream()
                .filter(state -> state.name().equals(container))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable ContainerState unready(LiveObject pod) {
        return ContainerState.of(pod).stream()
                .filter(state -> state.isRunning() && !state.isReady())
                .findFirst()
                .orElse(null);
    }

    static String seconds(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
