package io.pgchart.action;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.PgChartException;
import io.pgchart.hook.Hook;
import io.pgchart.hook.HookEvent;
import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Plan;
import io.pgchart.plan.VolumeClaims;
import io.pgchart.plan.Wave;
import io.pgchart.release.Operation;
import io.pgchart.release.Tenure;
import io.pgchart.rollout.HookRunner;
import io.pgchart.rollout.OldHelm;
import io.pgchart.rollout.Pruner;
import io.pgchart.rollout.Refusals;
import io.pgchart.rollout.Replacement;
import io.pgchart.rollout.Rollout;
import io.pgchart.rollout.RolloutWaiter;
import io.pgchart.rollout.SecretMask;
import io.pgchart.rollout.Secrets;
import io.pgchart.rollout.WaveApplier;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries a plan out as the revision that is held: hooks before, wave by wave, what is no longer wanted, hooks after.
 *
 * <p>Where that fails it ends the revision as failed, with the reason, and what was applied stays for inspection.
 */
final class RevisionRollout {

    private final Tenure tenure;
    private final Rollout rollout;
    private final RolloutOptions options;
    private final Secrets secrets;
    private final HookRunner hookRunner;
    private final List<LiveObject> growing = new ArrayList<>();

    /** @param secrets what the preflight found out of them */
    RevisionRollout(Workbench workbench, Tenure tenure, SecretMask mask, RolloutOptions options, Secrets secrets) {
        this.tenure = tenure;
        this.options = options;
        String release = tenure.record().name();
        this.rollout = workbench.rollout(release, tenure::ensureHeld, mask, options.timeout());
        this.secrets = secrets.in(rollout);
        this.hookRunner = new HookRunner(rollout, new RecordedRuns(tenure));
    }

    /** What it is carried out with. */
    Rollout rollout() {
        return rollout;
    }

    /** @param isServerSideApplied whether no earlier helm's fields have to be made ours first */
    void carryOut(Plan plan, Operation operation, boolean isServerSideApplied) {
        carryOut(plan, operation, isServerSideApplied, Interlude.NONE);
    }

    /** The same with something to be done in between. */
    void carryOut(Plan plan, Operation operation, boolean isServerSideApplied, Interlude interlude) {
        List<Hook> hooks = tenure.record().objects().hooks();
        try {
            hookRunner.run(before(operation), hooks);
            for (Wave planned : plan.waves()) {
                Wave wave = interlude.before(planned);
                apply(isServerSideApplied ? wave : new OldHelm(rollout).migrated(wave));
            }
            new Pruner(rollout).prune(plan.removals());
            hookRunner.run(after(operation), hooks);
        } catch (PgChartException | RefusedException e) {
            throw failed(tenure, rollout, e);
        }
    }

    private void apply(Wave wave) {
        new Replacement(rollout, options.forceConflicts()).clear(wave);
        List<LiveObject> applied = secrets.apply(wave, new WaveApplier(rollout, options.forceConflicts()));
        if (wave.name().equals(Wave.VOLUMES)) {
            growing.addAll(applied);
        } else if (options.waits()) {
            new RolloutWaiter(rollout).await(applied, VolumeClaims.used(growing, applied));
        }
        secrets.ensurePasswords(applied, options.waits());
    }

    /** Takes down why it failed; the failure, in words. */
    static PgChartException failed(Tenure tenure, Rollout rollout, RuntimeException failure) {
        PgChartException told = failure instanceof PgChartException inWords
                ? inWords
                : new ClusterException(new Refusals(rollout.mask()).problems((RefusedException) failure, null, null));
        try {
            tenure.fail(told.problems().get(0).message());
        } catch (PgChartException | RefusedException e) {
            // The record stays underway then, and whoever comes next puts it right; the first failure is the one to
            // tell.
            told.addSuppressed(e);
        }
        return told;
    }

    private static HookEvent before(Operation operation) {
        return switch (operation) {
            case INSTALL -> HookEvent.PRE_INSTALL;
            case UPGRADE -> HookEvent.PRE_UPGRADE;
            case ROLLBACK -> HookEvent.PRE_ROLLBACK;
        };
    }

    private static HookEvent after(Operation operation) {
        return switch (operation) {
            case INSTALL -> HookEvent.POST_INSTALL;
            case UPGRADE -> HookEvent.POST_UPGRADE;
            case ROLLBACK -> HookEvent.POST_ROLLBACK;
        };
    }
}
