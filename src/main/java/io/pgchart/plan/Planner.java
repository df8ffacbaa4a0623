package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestOrder;
import io.pgchart.plan.Change.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a plan of what the server proved, and of what the release no longer wants. */
public final class Planner {

    private static final Set<String> NEVER_REMOVED = Set.of("PersistentVolumeClaim", "PersistentVolume", "Namespace");

    private Planner() {}

    /**
     * The plan.
     *
     * @param proofs one for each desired object, in the order of {@link ManifestOrder}
     * @param retired what earlier revisions had and this one has not, in the same order, with what is live of it
     */
    public static Plan plan(List<Proof> proofs, List<Retired> retired) {
        return plan(proofs, List.of(), retired);
    }

    /**
     * The same where volumes have to grow.
     *
     * @param growing what {@link #growing} said of each workload
     */
    public static Plan plan(List<Proof> proofs, List<Change> growing, List<Retired> retired) {
        List<Change> applied = new ArrayList<>(growing);
        for (Proof proof : proofs) {
            applied.add(change(proof));
        }
        List<Change> removals = new ArrayList<>(retired.size());
        for (int i = retired.size() - 1; i >= 0; i--) {
            removals.add(removal(retired.get(i)));
        }
        return new Plan(Waves.of(applied), removals);
    }

    /** The plan where nothing can be there yet: all is created. */
    public static Plan ofNothing(List<Manifest> manifests) {
        List<Change> created = new ArrayList<>();
        manifests.forEach(manifest -> created.add(new Change(Action.CREATE, manifest.id(), manifest, null, List.of())));
        return new Plan(Waves.of(created), List.of());
    }

    private static Change change(Proof proof) {
        Manifest desired = proof.desired();
        LiveObject answer = proof.answer();
        if (isCreated(answer)) {
            return new Change(Action.CREATE, answer.id(), desired, null, List.of());
        }
        LiveObject live = proof.live();
        List<Difference> differences = live == null ? List.of() : Differences.of(live, answer);
        if (isReplaced(proof)) {
            return new Change(Action.REPLACE, answer.id(), desired, live, answer, differences);
        }
        // What another way of applying made is applied even when no field differs: only then its fields are owned.
        boolean isAdopted = live != null && live.appliedAt(Proof.FIELD_MANAGER) == null;
        Action action = differences.isEmpty() && !isAdopted ? Action.UNCHANGED : Action.CHANGE;
        return new Change(action, answer.id(), desired, live == null ? answer : live, differences);
    }

    /**
     * Whether an answer to a dry run is of an object that is not there yet: what was never stored has no
     * resourceVersion. Tried on Kubernetes 1.34.
     */
    public static boolean isCreated(LiveObject answer) {
        return answer.resourceVersion().isEmpty();
    }

    /** Whether a workload has to be made anew: other sizes of volumes are wanted than the live one has. */
    public static boolean isReplaced(Proof proof) {
        LiveObject live = proof.live();
        return live != null
                && VolumeClaims.areOf(live.id(), live.tree())
                && VolumeSizes.areOthers(live.tree(), proof.answer().tree());
    }

    /**
     * What becomes of a workload's claims that are smaller than it wants them to be, or on their way to it.
     *
     * @param claims perhaps of other workloads, too
     */
    public static List<Change> growing(Proof proof, List<LiveObject> claims) {
        return VolumeClaims.growing(proof.answer(), proof.desired(), claims);
    }

    /** What holds data, or everything: a release that no longer wants it leaves it where it is. */
    private static boolean isNeverRemoved(LiveObject live) {
        return live.id().group().isEmpty() && NEVER_REMOVED.contains(live.id().kind());
    }

    private static Change removal(Retired retired) {
        boolean isKept = retired.previous().isKept() || retired.live().isKept() || isNeverRemoved(retired.live());
        Action action = isKept ? Action.KEEP : Action.REMOVE;
        return new Change(action, retired.live().id(), null, retired.live(), List.of());
    }
}
