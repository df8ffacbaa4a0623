package io.pgchart.action;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.plan.VolumeClaims;
import io.pgchart.rollout.OldHelm;
import io.pgchart.rollout.Ownership;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks the server what it would answer, without letting it do anything. */
record DryRun(Cluster cluster, Ownership ownership, boolean force) {

    /** Short enough to leave the name of any object within its bounds. */
    private static final String SCRATCH = "-dry-run";

    /**
     * How far the clocks of API servers behind one address may be apart. The time before a dry run is told by one of them, and
     * the time that the dry run would write by another. etcd complains of clocks that differ by a second.
     */
    private static final Duration SKEW = Duration.ofSeconds(1);

    /** The longest name that every kind allows: that of a CronJob, 52 characters. */
    private static final int LONGEST = 52;

    /**
     * Begins to ask for applies.
     *
     * @param migrates whether the fields of an older helm will be made ours before the real applies
     */
    Begun begin(boolean migrates) {
        return new Begun(this, cluster.serverTime(), migrates);
    }

    /**
     * Dry runs that were begun.
     *
     * @param at the server's time before the first of them. The answer to one that changes nothing tells the time of an
     *     earlier apply, and then the live object need not be fetched. Tried on Kubernetes 1.34
     * @param migrates whether the fields of an older helm will be made ours before the real applies
     */
    record Begun(DryRun dryRun, Instant at, boolean migrates) {

        /** What an apply would do. */
        Proof proof(Manifest manifest) {
            LiveObject answer = dryRun.apply(manifest, migrates);
            if (Planner.isCreated(answer) || isEarlier(answer, at)) {
                return new Proof(manifest, null, answer);
            }
            return new Proof(manifest, dryRun.cluster.get(answer.id()), answer);
        }
    }

    /** Nothing is migrated yet: where an older helm alone is in the way, the apply is forced in place of that. */
    private LiveObject apply(Manifest manifest, boolean migrates) {
        MapNode object = ownership.marked(manifest.tree());
        try {
            return cluster.apply(object, new ApplyOptions(Proof.FIELD_MANAGER, force, true));
        } catch (RefusedException e) {
            if (!migrates || !OldHelm.isInTheWay(e)) {
                throw e;
            }
            return cluster.apply(object, new ApplyOptions(Proof.FIELD_MANAGER, true, true));
        }
    }

    private static boolean isEarlier(LiveObject answer, Instant begun) {
        String applied = answer.appliedAt(Proof.FIELD_MANAGER);
        return applied != null && Instant.parse(applied).isBefore(begun.minus(SKEW));
    }

    /**
     * What a claim that grows would be; its size is taken over from whoever wrote it, see {@link VolumeClaims}.
     *
     * @param claim as far as its size goes
     */
    LiveObject grow(Manifest claim) {
        return cluster.apply(claim.tree(), new ApplyOptions(VolumeClaims.FIELD_MANAGER, true, true));
    }

    /** Creates an object anew that is there; under another name. */
    void createAnew(Manifest manifest) {
        cluster.create(renamed(ownership.marked(manifest.tree())), true);
    }

    /**
     * Creates a hook; under another name, for what ran last may be there, and an apply onto a finished Job is refused
     * because its template can't change. It is no part of the plan: nothing comes back.
     */
    @Nullable
    Proof create(Hook hook) {
        cluster.create(renamed(hook.manifest().tree()), true);
        return null;
    }

    private static MapNode renamed(MapNode object) {
        MapNode metadata = object.map("metadata");
        String name = metadata == null ? null : metadata.text("name");
        if (metadata == null || name == null) {
            throw new IllegalArgumentException("an object without a name");
        }
        String beginning = name.substring(0, Math.min(name.length(), LONGEST - SCRATCH.length()));
        return object.with(
                "metadata", metadata.with("name", new ScalarNode(beginning + SCRATCH, Origin.of("dry run"))));
    }
}
