package io.pgchart.action;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.Cluster;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.rollout.Ownership;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks the server what it would answer, without letting it do anything. */
record DryRun(Cluster cluster, Ownership ownership, boolean force) {

    /** Short enough to leave the name of any object within its bounds. */
    private static final String SCRATCH = "-dry-run";

    /** The longest name that every kind allows: that of a CronJob, 52 characters. */
    private static final int LONGEST = 52;

    /** Begins to ask for applies. */
    Begun begin() {
        return new Begun(this, cluster.serverTime());
    }

    /**
     * Dry runs that were begun.
     *
     * @param at the server's time before the first of them. The answer to one that changes nothing tells the time of an
     *     earlier apply, and then the live object need not be fetched. Tried on Kubernetes 1.34
     */
    record Begun(DryRun dryRun, Instant at) {

        /** What an apply would do. */
        Proof proof(Manifest manifest) {
            return dryRun.proof(manifest, at);
        }
    }

    private Proof proof(Manifest manifest, Instant begun) {
        ApplyOptions options = new ApplyOptions(Proof.FIELD_MANAGER, force, true);
        LiveObject answer = cluster.apply(ownership.marked(manifest.tree()), options);
        if (Planner.isCreated(answer) || isEarlier(answer, begun)) {
            return new Proof(manifest, null, answer);
        }
        return new Proof(manifest, cluster.get(answer.id()), answer);
    }

    private static boolean isEarlier(LiveObject answer, Instant begun) {
        String applied = answer.appliedAt(Proof.FIELD_MANAGER);
        return applied != null && Instant.parse(applied).isBefore(begun);
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
            throw new IllegalArgumentException("a hook without a name");
        }
        String beginning = name.substring(0, Math.min(name.length(), LONGEST - SCRATCH.length()));
        return object.with(
                "metadata", metadata.with("name", new ScalarNode(beginning + SCRATCH, Origin.of("dry run"))));
    }
}
