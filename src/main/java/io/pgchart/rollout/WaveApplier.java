package io.pgchart.rollout;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.PgChartException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Change;
import io.pgchart.plan.Proof;
import io.pgchart.plan.VolumeClaims;
import io.pgchart.plan.Wave;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes of a wave, several at a time.
 *
 * <p>When one is refused the others of its wave are applied nevertheless, and all refusals are told together: what a
 * wave holds does not depend on itself.
 */
public final class WaveApplier {

    private static final int CONFLICT = 409;

    private final Rollout rollout;
    private final boolean force;

    /**
     * An applier.
     *
     * @param force takes fields from other managers
     */
    public WaveApplier(Rollout rollout, boolean force) {
        this.rollout = rollout;
        this.force = force;
    }

    /**
     * Applies what is created or changed.
     *
     * @return all objects of the wave as they are now, also those that did not change, in its order
     * @throws ClusterException with everything that was refused
     */
    public List<LiveObject> apply(Wave wave) {
        return apply(wave, new SecretHashes(rollout, new KnownSecrets(), new Notes()));
    }

    /** The same, with the hashes of their Secrets at the pods of workloads. */
    List<LiveObject> apply(Wave wave, SecretHashes hashes) {
        List<Callable<LiveObject>> tasks = new ArrayList<>();
        for (Change change : wave.changes()) {
            tasks.add(() -> applied(change, hashes));
        }
        List<InParallel.Outcome<LiveObject>> outcomes = InParallel.run(tasks);
        List<LiveObject> objects = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int failed = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            LiveObject object = outcomes.get(i).result();
            if (object != null) {
                objects.add(object);
            } else {
                failed++;
                problems.addAll(problems(wave.changes().get(i), outcomes.get(i).failure()));
            }
        }
        if (failed > 0) {
            throw new ClusterException(problems);
        }
        return objects;
    }

    private LiveObject applied(Change change, SecretHashes hashes) {
        if (change.action() == Change.Action.GROW) {
            return grown(change);
        }
        String hash = hashes.of(change);
        LiveObject live = change.live();
        boolean isStale = live != null && hash != null && !hash.equals(SecretHashes.annotation(live));
        if (change.action() == Change.Action.REPLACE) {
            live = new Replacement(rollout, force).made(change, hash);
        } else if (live == null || isStale || change.isApplied()) {
            live = applied(change, hash != null && hashes.isCarried(live, hash) ? hash : null);
        }
        if (hash != null) {
            hashes.own(live, hash);
        }
        return live;
    }

    private LiveObject grown(Change claim) {
        if (claim.desired() == null) {
            return Objects.requireNonNull(claim.live(), "a claim that is to grow is there");
        }
        return rollout.cluster()
                .apply(claim.desired().tree(), new ApplyOptions(VolumeClaims.FIELD_MANAGER, true, false));
    }

    /** @param hash for its pods, or null */
    private LiveObject applied(Change change, @Nullable String hash) {
        if (change.desired() == null) {
            throw new IllegalArgumentException(change.id() + " is neither desired nor live");
        }
        MapNode marked = rollout.ownership().marked(change.desired().tree());
        MapNode object = hash == null ? marked : PodTemplate.annotated(marked, SecretHashes.ANNOTATION, hash);
        try {
            return rollout.cluster().apply(object, new ApplyOptions(Proof.FIELD_MANAGER, force, false));
        } catch (RefusedException e) {
            if (hash == null || !SecretHashes.isInTheWay(e)) {
                throw e;
            }
            return rollout.cluster().apply(object, new ApplyOptions(Proof.FIELD_MANAGER, true, false));
        }
    }

    private List<Problem> problems(Change change, @Nullable RuntimeException failure) {
        if (failure instanceof RefusedException refused) {
            MapNode wanted = change.desired() == null ? null : change.desired().tree();
            List<Problem> problems = new Refusals(rollout.mask()).problems(refused, wanted, live(change, refused));
            return change.action() == Change.Action.REPLACE ? Replacement.problems(problems) : problems;
        }
        if (failure instanceof PgChartException told) {
            return told.problems();
        }
        throw failure == null ? new IllegalStateException(change.id() + " failed without a reason") : failure;
    }

    /** As it is now where someone else changed it since it was planned. */
    private @Nullable LiveObject live(Change change, RefusedException refused) {
        if (refused.refusal().code() != CONFLICT) {
            return change.live();
        }
        try {
            return rollout.cluster().get(change.id());
        } catch (RefusedException | PgChartException e) {
            // Then the conflict is told without the value that stands in the way.
            return null;
        }
    }
}
