package io.pgchart.rollout;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Change;
import io.pgchart.plan.Proof;
import io.pgchart.plan.Wave;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes workloads anew whose volumes are to have other sizes: the old one goes and leaves its pods and claims behind, and
 * the new one adopts them.
 *
 * <p>A pod whose template did not change is of the new one's revision already, and is not restarted. Tried on Kubernetes
 * 1.34. Between the two nothing brings a pod back that fails; whoever is killed there leaves that to the next deploy, which
 * finds no workload and applies it.
 */
public final class Replacement {

    /** Source: Kubernetes' "Garbage Collection", {@code FinalizerOrphanDependents}. */
    private static final String ORPHAN = "orphan";

    private static final int CONFLICT = 409;

    /** Its controller writes into it as soon as it is there. */
    private static final int ATTEMPTS = 5;

    private static final String KEPT = "was removed to be made anew for its volumes; its pods and volumes stay";

    private final Rollout rollout;
    private final boolean force;

    /** @param force takes fields from other managers */
    public Replacement(Rollout rollout, boolean force) {
        this.rollout = rollout;
        this.force = force;
    }

    /** Whether one has been removed, and is there until all that it owned is told so. */
    public static boolean isLeaving(LiveObject workload) {
        return workload.isBeingDeleted()
                && workload.at("metadata", "finalizers") instanceof ListNode finalizers
                && finalizers.items().stream()
                        .anyMatch(finalizer -> finalizer instanceof ScalarNode scalar
                                && scalar.text().equals(ORPHAN));
    }

    /**
     * Waits until one that is leaving is gone; writes nothing.
     *
     * @throws io.pgchart.error.RolloutException when it is still there when the time is over
     */
    public void awaitEnd(LiveObject workload) {
        Departure.await(rollout, List.of(workload));
    }

    /**
     * Removes the workloads of a wave that are to be made anew, but nothing of what they own.
     *
     * @throws ClusterException when the server refuses
     * @throws io.pgchart.error.RolloutException when one is still there when the time is over
     */
    public void clear(Wave wave) {
        List<LiveObject> leaving = new ArrayList<>();
        for (Change change : wave.changes()) {
            LiveObject live = change.live();
            if (change.action() == Change.Action.REPLACE && live != null) {
                try {
                    if (rollout.cluster().delete(live.id(), live.uid(), Propagation.ORPHAN)) {
                        leaving.add(live);
                    }
                } catch (RefusedException e) {
                    throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, live));
                }
            }
        }
        Departure.await(rollout, leaving);
    }

    /**
     * Applies one anew. What others have written into it is applied with it, and then given back to them: whoever is killed
     * between the two has it removed by the next deploy, which shows that in its plan.
     *
     * @param hash of the Secrets of its pods, or null
     */
    LiveObject made(Change change, @Nullable String hash) {
        LiveObject expected = change.expected();
        if (change.desired() == null || expected == null) {
            throw new IllegalArgumentException(change.id() + " is to be made anew of nothing");
        }
        boolean isShared = Inheritance.isIn(expected);
        MapNode wanted =
                isShared ? Inheritance.whole(expected) : change.desired().tree();
        MapNode object = hash == null ? wanted : PodTemplate.annotated(wanted, SecretHashes.ANNOTATION, hash);
        LiveObject made = rollout.cluster()
                .apply(rollout.ownership().marked(object), new ApplyOptions(Proof.FIELD_MANAGER, force, false));
        return isShared ? handedOn(made, expected) : made;
    }

    private LiveObject handedOn(LiveObject made, LiveObject expected) {
        LiveObject now = made;
        for (int attempt = 1; ; attempt++) {
            try {
                return rollout.cluster().replace(Inheritance.handedOn(now, expected));
            } catch (RefusedException e) {
                if (e.refusal().code() != CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
                LiveObject found = rollout.cluster().get(made.id());
                now = found == null ? now : found;
            }
        }
    }

    /** Why it could not be, with what is left of it. */
    static List<Problem> problems(List<Problem> refused) {
        return refused.stream()
                .map(problem -> new Problem(
                        problem.subject(), KEPT + "; now it " + problem.fault(), problem.where(), problem.nextStep()))
                .toList();
    }
}
