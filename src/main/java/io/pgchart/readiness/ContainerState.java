package io.pgchart.readiness;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's status says of one of its containers.
 *
 * @param isInit whether it has to end before the others start
 */
public record ContainerState(String name, boolean isInit, MapNode status) {

    /** All containers of the pod that have a status, init containers first. */
    public static List<ContainerState> of(LiveObject pod) {
        List<ContainerState> states = new ArrayList<>();
        add(states, true, pod.at("status", "initContainerStatuses"));
        add(states, false, pod.at("status", "containerStatuses"));
        return states;
    }

    private static void add(List<ContainerState> states, boolean isInit, @Nullable Node statuses) {
        for (MapNode status : Fields.maps(statuses)) {
            states.add(new ContainerState(Fields.text(status, "name"), isInit, status));
        }
    }

    /** Why it waits, {@code ""} when it does not. */
    public String waitingReason() {
        return Fields.text(status, "state", "waiting", "reason");
    }

    String waitingMessage() {
        return Fields.text(status, "state", "waiting", "message");
    }

    public boolean isRunning() {
        return Fields.at(status, "state", "running") != null;
    }

    public boolean isTerminated() {
        return Fields.at(status, "state", "terminated") != null;
    }

    public boolean isReady() {
        return Fields.text(status, "ready").equals("true");
    }

    /** How often it was started anew. */
    public long restarts() {
        return Fields.number(status, "restartCount");
    }

    String image() {
        return Fields.text(status, "image");
    }

    /** Whether its newest run that has ended failed. */
    public boolean hasFailed() {
        return !ending().members().isEmpty() && exitCode() != 0;
    }

    /** Whether it has failed more than once, and does not run until it is tried again. */
    boolean isBetweenCrashes() {
        return !isRunning() && hasFailed() && restarts() > 0;
    }

    /** The exit code of its newest run that has ended; 0 when there is none. */
    public long exitCode() {
        return Fields.number(ending(), "exitCode");
    }

    /** Why its newest run ended, in Kubernetes' word: {@code Error}, {@code OOMKilled}. */
    String endReason() {
        String reason = Fields.text(ending(), "reason");
        return reason.isEmpty() ? "Error" : reason;
    }

    /** What is known of the newest run that has ended. */
    private MapNode ending() {
        Node now = Fields.at(status, "state", "terminated");
        Node last = Fields.at(status, "lastState", "terminated");
        if (now instanceof MapNode map) {
            return map;
        }
        return last instanceof MapNode map ? map : new MapNode(Map.of(), status.origin());
    }

    /** {@code exit code 137 (killed, out of memory), 3 restarts}. */
    String ended() {
        String words = endReason().equals("OOMKilled") ? "out of memory" : ExitCodes.words(exitCode());
        String code = "exit code " + exitCode() + (words.isEmpty() ? "" : " (" + words + ")");
        return restarts() == 0 ? code : code + ", " + restarts() + (restarts() == 1 ? " restart" : " restarts");
    }
}
