package io.pgchart.rollout;

import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Change;
import io.pgchart.yaml.ListNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Removes objects in the order given, and waits until they are gone before it goes on to another kind.
 *
 * <p>Only what carries the marks of this release is removed, and only the very object that was looked at: one that was
 * made anew meanwhile has another uid and stays.
 */
public final class Pruner {

    /**
     * Kinds that own nothing: their deletion is done when it is answered, if no finalizer holds them. For the others the
     * deletion waits for what they own. Source: Kubernetes' "Garbage Collection", foreground cascading deletion.
     */
    private static final Set<String> OWNERLESS = Set.of(
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ClusterRole",
            "ClusterRoleBinding",
            "Service",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "ResourceQuota",
            "LimitRange",
            "HorizontalPodAutoscaler",
            "Ingress",
            "PersistentVolumeClaim",
            "PersistentVolume",
            "StorageClass",
            "PriorityClass");

    private final Rollout rollout;

    public Pruner(Rollout rollout) {
        this.rollout = rollout;
    }

    /** Whether the removal of such an object is waited for. */
    public static boolean awaits(String kind) {
        return !OWNERLESS.contains(kind);
    }

    /**
     * Removes those with action {@code REMOVE}; what is not this release's is left alone and told.
     *
     * @param removals with what is live of them
     * @throws ClusterException with all deletions that were refused, after the others were carried out
     * @throws io.pgchart.error.RolloutException when something is still there when the time is over
     */
    public void prune(List<Change> removals) {
        List<Problem> problems = new ArrayList<>();
        List<LiveObject> leaving = new ArrayList<>();
        String kind = "";
        for (Change removal : removals) {
            LiveObject live = removal.live();
            if (live == null || removal.action() != Change.Action.REMOVE) {
                continue;
            }
            if (!live.id().kind().equals(kind)) {
                await(leaving);
                kind = live.id().kind();
            }
            String stranger = rollout.ownership().stranger(live);
            if (stranger != null) {
                rollout.reporter().removal(live.id().shortName(), "left alone: it " + stranger);
            } else if (isLeaving(live, problems)) {
                leaving.add(live);
            }
        }
        await(leaving);
        if (!problems.isEmpty()) {
            throw new ClusterException(problems);
        }
    }

    /** Deletes it; whether there is something to wait for. */
    private boolean isLeaving(LiveObject live, List<Problem> problems) {
        boolean isPlain = !awaits(live.id().kind());
        boolean isHeld = live.at("metadata", "finalizers") instanceof ListNode;
        try {
            boolean found = rollout.cluster()
                    .delete(live.id(), live.uid(), isPlain ? Propagation.BACKGROUND : Propagation.FOREGROUND);
            return found && (isHeld || !isPlain);
        } catch (RefusedException e) {
            problems.addAll(new Refusals(rollout.mask()).problems(e, null, live));
            return false;
        }
    }

    private void await(List<LiveObject> leaving) {
        if (!leaving.isEmpty()) {
            Departure.await(rollout, leaving);
            leaving.clear();
        }
    }
}
