package io.pgchart.rollout;

import io.pgchart.readiness.Fault;
import java.time.Duration;

/**
 * How long faults are borne.
 *
 * @param shortPatience for what Kubernetes tries again by itself
 * @param longPatience for what has to turn up from outside
 */
public record Budgets(Duration shortPatience, Duration longPatience) {

    /**
     * The kubelet pulls an image, and starts a container that ended, anew after 10, 20 and 40 s (MaxContainerBackOff and
     * imageBackOff in Kubernetes' pkg/kubelet/kubelet.go): a minute is three more tries. An autoscaler brings a node, and
     * a provisioner a volume, in one to three minutes (Cluster Autoscaler's FAQ).
     */
    public static final Budgets DEFAULT = new Budgets(Duration.ofSeconds(60), Duration.ofMinutes(3));

    Duration of(Fault fault) {
        return switch (fault.patience()) {
            case NONE -> Duration.ZERO;
            case SHORT -> shortPatience;
            case LONG -> longPatience;
        };
    }
}
