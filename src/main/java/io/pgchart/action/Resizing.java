package io.pgchart.action;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Change;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.plan.VolumeClaims;
import io.pgchart.plan.VolumeSizes;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.Replacement;
import io.pgchart.rollout.Rollout;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the volumes of workloads can get the sizes that are wanted, though the server lets nobody change a
 * StatefulSet's.
 *
 * <p>Volumes grow; none shrinks. Going back to a revision with smaller ones leaves them as they are, and only the sizes of
 * later instances' become those of that revision.
 */
final class Resizing {

    private static final int FORBIDDEN = 403;
    private static final int INVALID = 422;

    /** Source: Kubernetes' plugin/pkg/admission/resourcequota. */
    private static final String QUOTA = "exceeded quota";

    private final Rollout rollout;
    private final DryRun dryRun;
    private final boolean isRollback;
    private final VolumeLookup volumes;
    private final Map<String, Manifest> asked = new ConcurrentHashMap<>();
    private final List<Proof> replaced = new ArrayList<>();
    private final List<Change> growing = new ArrayList<>();

    Resizing(Rollout rollout, DryRun dryRun, boolean isRollback, VolumeLookup volumes) {
        this.rollout = rollout;
        this.dryRun = dryRun;
        this.isRollback = isRollback;
        this.volumes = volumes;
    }

    /**
     * What an apply would do; where it is refused and sizes differ, what it would do besides changing them. A workload that
     * an interrupted deploy has removed is waited for: it takes its leave of its pods first.
     */
    Proof proof(DryRun.Begun begun, Manifest manifest) {
        LiveObject leaving;
        try {
            Proof proof = begun.proof(manifest);
            if (!Replacement.isLeaving(proof.answer())) {
                return proof;
            }
            leaving = proof.answer();
        } catch (RefusedException e) {
            if (e.refusal().code() != INVALID || !hasVolumes(manifest.id(), manifest.tree())) {
                throw e;
            }
            LiveObject live = cluster().get(manifest.id());
            if (live == null) {
                return begun.proof(manifest);
            }
            if (!Replacement.isLeaving(live)) {
                return resized(begun, manifest, live, e);
            }
            leaving = live;
        }
        new Replacement(rollout, false).awaitEnd(leaving);
        return begun.proof(manifest);
    }

    private Proof resized(DryRun.Begun begun, Manifest manifest, LiveObject live, RefusedException refused) {
        Manifest rest = VolumeSizes.asLive(manifest, live, isRollback);
        if (rest == null) {
            throw refused;
        }
        asked.put(manifest.id().key(), rest);
        return new Proof(manifest, live, VolumeSizes.asDesired(begun.proof(rest).answer(), manifest));
    }

    /** What was asked of the server in the end. */
    Manifest asked(Manifest manifest) {
        return asked.getOrDefault(manifest.id().key(), manifest);
    }

    /**
     * What becomes of the claims of those workloads that are made, or made anew, or whose last revision did not come to its
     * end; those of the others are as they were asked to be.
     */
    List<Change> growing(List<Proof> proofs, ReleaseHistory history, List<Problem> problems) {
        Revision newest = history.newest();
        boolean isInterrupted = newest != null && newest.status() != ReleaseStatus.DEPLOYED;
        for (Proof proof : proofs) {
            LiveObject answer = proof.answer();
            boolean isReplaced = Planner.isReplaced(proof);
            if (isReplaced) {
                replaced.add(proof);
            }
            boolean isToBeLookedAt = isReplaced || isInterrupted || Planner.isCreated(answer);
            if (isToBeLookedAt && hasVolumes(answer.id(), answer.tree())) {
                growing.addAll(Planner.growing(proof, claims(proof, isReplaced, problems)));
            }
        }
        return growing;
    }

    /** Of a workload that is made anew also those of instances that it had once: they may come back. */
    private List<LiveObject> claims(Proof proof, boolean isReplaced, List<Problem> problems) {
        List<LiveObject> claims = new ArrayList<>();
        try {
            if (isReplaced) {
                claims.addAll(cluster().list(new Selection("v1", VolumeClaims.KIND, null, null)));
            } else {
                for (ObjectId id : VolumeClaims.ids(proof.answer())) {
                    LiveObject claim = volumes.find(id);
                    if (claim != null) {
                        claims.add(claim);
                    }
                }
            }
        } catch (RefusedException e) {
            // Whether claims may be listed is asked with all that has to be allowed.
            if (!isReplaced || e.refusal().code() != FORBIDDEN) {
                problems.addAll(new Refusals(rollout.mask()).problems(e, null, null));
            }
        }
        return claims;
    }

    /** What has to be allowed for it beyond the rest of a deploy. */
    List<Access> neededAccess() {
        return NeededAccess.ofResizing(replaced, !growing.isEmpty());
    }

    /**
     * Lets each claim grow, and makes each workload anew, as dry runs. Whether a volume can grow is up to its StorageClass,
     * which not every user may see: the server looks at it by itself.
     */
    void prove(List<Problem> problems) {
        for (Change change : growing) {
            Manifest claim = change.desired();
            if (claim != null) {
                prove(() -> dryRun.grow(claim), claim, change.live(), problems);
            }
        }
        for (Proof proof : replaced) {
            prove(() -> dryRun.createAnew(proof.desired()), proof.desired(), null, problems);
        }
    }

    private void prove(Runnable dryRun, Manifest wanted, @Nullable LiveObject live, List<Problem> problems) {
        try {
            dryRun.run();
        } catch (RefusedException e) {
            // The workload itself is counted once more in a dry run, and gone before it is made anew.
            boolean isCountedTwice = live == null && e.refusal().message().contains(QUOTA);
            if (!isCountedTwice) {
                problems.addAll(new Refusals(rollout.mask()).problems(e, wanted.tree(), live));
            }
        }
    }

    /** Only of a workload in the cluster's namespace: elsewhere nothing can be listed, nor waited for. */
    private boolean hasVolumes(ObjectId id, MapNode workload) {
        boolean isHere = id.namespace() == null
                || id.namespace().equals(cluster().target().namespace());
        return isHere && VolumeClaims.areOf(id, workload);
    }

    private Cluster cluster() {
        return rollout.cluster();
    }
}
