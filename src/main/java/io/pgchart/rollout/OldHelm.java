package io.pgchart.rollout;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Change;
import io.pgchart.plan.Proof;
import io.pgchart.plan.Wave;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release that was last deployed by client-side applies, as Helm 3 does, needs before it is applied.
 *
 * <p>In a preflight nothing is migrated yet: a dry run has to be forced then where {@link #isInTheWay} says so.
 */
public final class OldHelm {

    /** An object may change between being read and being replaced; its controller writes often right after an apply. */
    private static final int ATTEMPTS = 5;

    private final Rollout rollout;

    public OldHelm(Rollout rollout) {
        this.rollout = rollout;
    }

    /** Whether a refusal is for nothing but fields that Helm itself owns by client-side applies. */
    public static boolean isInTheWay(RefusedException refused) {
        return Conflicts.isOnlyWith(Proof.FIELD_MANAGER, refused.refusal());
    }

    /** The wave with those of its objects migrated that need it. */
    public Wave migrated(Wave wave) {
        List<Change> changes = new ArrayList<>(wave.changes().size());
        for (Change change : wave.changes()) {
            LiveObject live = change.live();
            boolean isBoth = live != null && change.desired() != null;
            changes.add(isBoth ? migrated(change, live) : change);
        }
        return new Wave(wave.name(), changes);
    }

    private Change migrated(Change change, @Nullable LiveObject live) {
        LiveObject now = live;
        for (int attempt = 1; now != null; attempt++) {
            MapNode tree = FieldMigration.migrated(now);
            if (tree == null) {
                break;
            }
            try {
                now = rollout.cluster().replace(tree);
                break;
            } catch (RefusedException e) {
                if (e.refusal().code() != 409 || attempt == ATTEMPTS) {
                    throw new ClusterException(new Refusals(rollout.mask()).problems(e, tree, now));
                }
                now = rollout.cluster().get(now.id());
            }
        }
        return new Change(change.action(), change.id(), change.desired(), now, change.expected(), change.differences());
    }
}
