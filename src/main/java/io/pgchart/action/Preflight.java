package io.pgchart.action;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.hook.Hook;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Change;
import io.pgchart.plan.Plan;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.plan.Retired;
import io.pgchart.release.Operation;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.rollout.InParallel;
import io.pgchart.rollout.InParallel.Outcome;
import io.pgchart.rollout.Inventory;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.Secrets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Proves on the server that all of a release can be applied, and plans it; nothing is written.
 *
 * <p>Every object is applied as a dry run and every hook created as one; what a dry run can't prove is asked for by a
 * review of access. All that stands in the way is told together.
 */
final class Preflight {

    /** Refused for what is there already: a conflict, or a field that can't be changed. */
    private static final Set<Integer> ABOUT_WHAT_IS_THERE = Set.of(409, 422);

    private static final String NO_NAMESPACE = "does not exist";

    private final Rollout rollout;
    private final RolloutOptions options;
    private final Secrets secrets;
    private final DryRun dryRun;
    private final List<Problem> problems = new ArrayList<>();

    Preflight(Rollout rollout, RolloutOptions options, SecureRandom random) {
        this.rollout = rollout;
        this.options = options;
        this.secrets = new Secrets(rollout, random);
        this.dryRun = new DryRun(rollout.cluster(), rollout.ownership(), options.forceConflicts());
    }

    /**
     * Plans a revision.
     *
     * @param history with all revisions that may have left something behind
     * @param operation a rollback may find volumes larger than it would make them
     * @throws ClusterException with everything that stands in the way
     */
    Plan plan(ReleaseObjects desired, ReleaseHistory history, Operation operation) {
        List<Manifest> dropped = dropped(desired, Revisions.manifests(history));
        VolumeLookup volumes = new VolumeLookup(rollout.cluster());
        Resizing resizing = new Resizing(rollout, dryRun, operation == Operation.ROLLBACK, volumes);
        List<Proof> proofs = proofs(desired, resizing, !Revisions.areServerSideApplied(history));
        List<Change> growing = resizing.growing(proofs, history, problems);
        if (checkAccess(NeededAccess.of(desired, dropped), resizing.neededAccess())) {
            resizing.prove(problems);
        }
        proofs.forEach(this::checkOwner);
        proofs.forEach(this::learnSecrets);
        problems.addAll(secrets.problems(desired.manifests()));
        if (problems.isEmpty()) {
            new LostCredentials(volumes).check(proofs, problems);
            new FirstStart(volumes).check(proofs, problems, secrets.notes());
        }
        tellProblems();
        List<Proof> expected = secrets.expected(proofs);
        if (secrets.changePasswords(expected, Revisions.isUnfinished(history), volumes::isKept)) {
            checkAccess(NeededAccess.ofExec(), List.of());
            tellProblems();
        }
        return Planner.plan(expected, growing, retired(dropped));
    }

    private void tellProblems() {
        if (!problems.isEmpty()) {
            throw new ClusterException(problems);
        }
    }

    /**
     * Plans the removal of a release.
     *
     * @param hooks of the release
     * @param deletesData whether its volumes are to go too
     * @throws ClusterException with everything that stands in the way
     */
    Plan removal(List<Manifest> manifests, List<Hook> hooks, boolean deletesData) {
        List<Manifest> dropped = dropped(new ReleaseObjects(List.of(), List.of()), manifests);
        checkAccess(NeededAccess.ofRemoval(dropped, hooks, deletesData), List.of());
        tellProblems();
        return Planner.plan(List.of(), retired(dropped));
    }

    /** With what was found out of them. */
    Secrets secrets() {
        return secrets;
    }

    /** Before anything runs that may print what it reads. */
    private void learnSecrets(Proof proof) {
        if (proof.answer().id().kind().equals("Secret")) {
            rollout.mask().learn(proof.answer());
            if (proof.live() != null) {
                rollout.mask().learn(proof.live());
            }
        }
    }

    private boolean checkAccess(List<Access> needed, List<Access> more) {
        Set<Access> all = new LinkedHashSet<>(needed);
        all.addAll(more);
        List<Access> denied = rollout.cluster().denied(List.copyOf(all));
        if (!denied.isEmpty()) {
            problems.add(NeededAccess.problem(rollout.cluster().target(), denied));
        }
        return denied.isEmpty();
    }

    private List<Proof> proofs(ReleaseObjects desired, Resizing resizing, boolean migrates) {
        DryRun.Begun begun = dryRun.begin(migrates);
        List<Callable<@Nullable Proof>> asked = new ArrayList<>();
        desired.manifests().forEach(manifest -> asked.add(() -> resizing.proof(begun, manifest)));
        desired.hooks().forEach(hook -> asked.add(() -> dryRun.create(hook)));
        List<Proof> proofs = new ArrayList<>();
        List<Outcome<@Nullable Proof>> outcomes = InParallel.run(asked);
        for (int i = 0; i < outcomes.size(); i++) {
            Proof proof = outcomes.get(i).result();
            RuntimeException failure = outcomes.get(i).failure();
            if (proof != null) {
                proofs.add(proof);
            } else if (failure != null) {
                Manifest manifest =
                        i < desired.manifests().size() ? desired.manifests().get(i) : null;
                addRefusal(failure, manifest == null ? null : resizing.asked(manifest));
            }
        }
        return proofs;
    }

    private void addRefusal(RuntimeException failure, @Nullable Manifest manifest) {
        if (!(failure instanceof RefusedException refused)) {
            throw failure;
        }
        if (refused.refusal().missingNamespace() != null) {
            Problem missing = missingNamespace();
            if (!problems.contains(missing)) {
                problems.add(missing);
            }
            return;
        }
        LiveObject live = manifest != null
                        && ABOUT_WHAT_IS_THERE.contains(refused.refusal().code())
                ? rollout.cluster().get(manifest.id())
                : null;
        if (live == null || !refusedStranger(live)) {
            problems.addAll(
                    new Refusals(rollout.mask()).problems(refused, manifest == null ? null : manifest.tree(), live));
        }
    }

    /** Whether nothing stands in the way but that the namespace is not there. */
    static boolean isOfMissingNamespace(ClusterException failure) {
        return failure.problems().stream().allMatch(problem -> problem.fault().equals(NO_NAMESPACE));
    }

    private Problem missingNamespace() {
        String namespace = rollout.cluster().target().namespace();
        return new Problem(
                "namespace " + namespace,
                NO_NAMESPACE,
                null,
                "Create it: kubectl create namespace " + namespace
                        + ", or <createNamespace> in the POM, -Dpgchart.createNamespace.");
    }

    /** Whether it is refused for its owner; next to that, single fields of somebody else's object say nothing more. */
    private boolean refusedStranger(LiveObject live) {
        String stranger = rollout.ownership().stranger(live);
        if (stranger == null || options.takeOwnership()) {
            return false;
        }
        problems.add(new Problem(
                live.id().shortName(),
                "is there already and " + stranger + ", expected release "
                        + rollout.ownership().release(),
                null,
                "Remove it, rename this release's (the value fullnameOverride), or take it over:"
                        + " <takeOwnership> in the POM, -Dpgchart.takeOwnership."));
        return true;
    }

    private void checkOwner(Proof proof) {
        LiveObject live = proof.live();
        if (live == null) {
            return;
        }
        refusedStranger(live);
        if (live.isBeingDeleted()) {
            problems.add(new Problem(
                    live.id().shortName(),
                    "is being deleted since " + live.text("metadata", "deletionTimestamp"),
                    null,
                    "Wait until it is gone; what holds it is named in its metadata.finalizers."));
        }
    }

    private static List<Manifest> dropped(ReleaseObjects desired, List<Manifest> previous) {
        Set<String> wanted = new HashSet<>();
        desired.manifests().forEach(manifest -> wanted.add(manifest.id().key()));
        List<Manifest> dropped = new ArrayList<>();
        for (Manifest manifest : previous) {
            if (wanted.add(manifest.id().key())) {
                dropped.add(manifest);
            }
        }
        return dropped;
    }

    /** What is still there of it and still belongs to the release. */
    private List<Retired> retired(List<Manifest> dropped) {
        List<Retired> retired = new ArrayList<>();
        List<@Nullable LiveObject> found = new Inventory(rollout.cluster()).find(dropped);
        for (int i = 0; i < dropped.size(); i++) {
            Manifest manifest = dropped.get(i);
            LiveObject live = found.get(i);
            if (live != null && rollout.ownership().owns(live) && !live.isBeingDeleted()) {
                retired.add(new Retired(manifest, live));
            }
        }
        return retired;
    }
}
