package io.pgchart.rollout;

import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.hook.Hook;
import io.pgchart.hook.HookDeletePolicy;
import io.pgchart.hook.HookEvent;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.readiness.ReadinessRules;
import io.pgchart.readiness.State;
import io.pgchart.readiness.Surroundings;
import io.pgchart.yaml.ListNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hooks of an event, one after the other.
 *
 * <p>A hook stands in the ledger as running before anything of it is in the cluster. Jobs and Pods are waited for, by
 * uid; whatever else is a hook is done when it is created, as Helm has it. Only objects that are hooks are ever deleted.
 */
public final class HookRunner {

    private static final String HOOK = "helm.sh/hook";

    private final Rollout rollout;
    private final HookLedger ledger;

    public HookRunner(Rollout rollout, HookLedger ledger) {
        this.rollout = rollout;
        this.ledger = ledger;
    }

    /**
     * Runs those of the hooks that are for the event.
     *
     * @param hooks in any order; they are run in that of {@link Hook#RUN}
     * @throws io.pgchart.error.RolloutException when one failed; those after it were not run
     * @throws ClusterException when one was refused
     */
    public void run(HookEvent event, List<Hook> hooks) {
        List<Ended> succeeded = new ArrayList<>();
        for (Hook hook : hooks.stream().sorted(Hook.RUN).toList()) {
            if (hook.events().contains(event)) {
                try {
                    succeeded.add(new Ended(hook, run(hook)));
                } catch (RuntimeException e) {
                    afterwards(succeeded, HookDeletePolicy.HOOK_SUCCEEDED, e);
                    throw e;
                }
            }
        }
        afterwards(succeeded, HookDeletePolicy.HOOK_SUCCEEDED, null);
    }

    /** Whether it is something that runs, a Job or a Pod, and not just there. */
    public static boolean isRun(Hook hook) {
        return HookWatch.isWatched(hook.manifest().id());
    }

    /**
     * Removes the Jobs and Pods that earlier runs of hooks left in the cluster, and waits until they are gone. Whatever else
     * is a hook stays, as Helm has it: it may hold what the next release needs.
     */
    public void remove(List<Hook> hooks) {
        List<LiveObject> leaving = new ArrayList<>();
        for (Hook hook : hooks) {
            LiveObject live = isRun(hook) && !hook.manifest().isKept()
                    ? get(hook.manifest().id())
                    : null;
            if (live != null
                    && live.annotation(HOOK) != null
                    && !live.isKept()
                    && delete(live, Propagation.FOREGROUND)) {
                leaving.add(live);
            }
        }
        Departure.await(rollout, leaving);
    }

    private LiveObject run(Hook hook) {
        Instant start = rollout.clock().instant();
        if (hook.deletePolicies().contains(HookDeletePolicy.BEFORE_HOOK_CREATION)) {
            removeEarlier(hook.manifest().id());
        }
        ledger.running(hook);
        @Nullable LiveObject created = null;
        try {
            created = create(hook);
            if (HookWatch.isWatched(created.id())) {
                HookWatch.await(rollout, created);
            }
        } catch (RuntimeException e) {
            failed(hook, created, e);
            throw e;
        }
        ledger.finished(hook, true);
        Duration elapsed = Duration.between(start, rollout.clock().instant());
        rollout.reporter().hookFinished(created.id().shortName(), "succeeded", elapsed);
        return created;
    }

    private void failed(Hook hook, @Nullable LiveObject created, RuntimeException failure) {
        try {
            ledger.finished(hook, false);
        } catch (RuntimeException e) {
            // The first failure is the one to be told; this one often follows from it.
            failure.addSuppressed(e);
        }
        if (created != null) {
            afterwards(List.of(new Ended(hook, created)), HookDeletePolicy.HOOK_FAILED, failure);
        }
    }

    private void removeEarlier(ObjectId id) {
        LiveObject earlier = get(id);
        if (earlier == null) {
            return;
        }
        if (earlier.annotation(HOOK) == null) {
            throw new ClusterException(new Problem(
                    earlier.id().shortName(),
                    "is there and is no hook, and a hook of that name is to be run",
                    null,
                    "Delete it if nobody needs it, or give the hook another name."));
        }
        // What has succeeded runs nothing any more: its pods may go later, and it is gone itself when that is answered.
        boolean isOver = hasSucceeded(earlier) && !(earlier.at("metadata", "finalizers") instanceof ListNode);
        if (delete(earlier, isOver ? Propagation.BACKGROUND : Propagation.FOREGROUND) && !isOver) {
            Departure.await(rollout, List.of(earlier));
        }
    }

    private static boolean hasSucceeded(LiveObject hook) {
        return HookWatch.isJob(hook.id())
                && ReadinessRules.judge(hook, Surroundings.NONE).state() == State.READY;
    }

    private @Nullable LiveObject get(ObjectId id) {
        try {
            return rollout.cluster().get(id);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, null));
        }
    }

    private LiveObject create(Hook hook) {
        try {
            return rollout.cluster().create(hook.manifest().tree(), false);
        } catch (RefusedException e) {
            throw new ClusterException(
                    new Refusals(rollout.mask()).problems(e, hook.manifest().tree(), null));
        }
    }

    private boolean delete(LiveObject live, Propagation propagation) {
        try {
            return rollout.cluster().delete(live.id(), live.uid(), propagation);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, live));
        }
    }

    /** Deletes those with the policy, the last one first, and does not wait for it. */
    private void afterwards(List<Ended> ended, HookDeletePolicy policy, @Nullable RuntimeException failure) {
        for (int i = ended.size() - 1; i >= 0; i--) {
            if (ended.get(i).hook().deletePolicies().contains(policy)) {
                try {
                    delete(ended.get(i).object(), Propagation.BACKGROUND);
                } catch (RuntimeException e) {
                    if (failure == null) {
                        throw e;
                    }
                    failure.addSuppressed(e);
                }
            }
        }
    }

    /** A hook that has run, and the object that it was. */
    private record Ended(Hook hook, LiveObject object) {}
}
