package io.pgchart.rollout;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.manifest.TreeEquality;
import io.pgchart.plan.Change;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the pods whose Secrets have changed, those of somebody else too: by a hash at the pods of each workload that
 * has one of the release's ConfigMaps there.
 *
 * <p>It is in no manifest and has a field manager of its own, so that neither a helm nor an apply of the manifest takes it
 * away. A new value comes with the apply of the manifest, for two applies would make two revisions of a StatefulSet, and
 * two restarts. A workload of a deploy before there were such hashes gets one as soon as its pods are replaced anyway.
 */
public final class SecretHashes {

    /** The annotation of the pods. */
    public static final String ANNOTATION = "pgchart.io/secret-hash";

    private static final String CONFIG_HASH = "pgchart.io/config-hash";
    static final String MANAGER = "pgchart-restarts";
    private static final Origin OWN = Origin.of(MANAGER);

    private final Rollout rollout;
    private final KnownSecrets secrets;
    private final Notes notes;

    /** The workloads that are to have one. */
    private final Set<String> marked;

    /** Those whose Secrets are as they were when their pods were made. */
    private final Set<String> unchanged;

    SecretHashes(Rollout rollout, KnownSecrets secrets, Notes notes) {
        this(rollout, secrets, notes, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }

    private SecretHashes(
            Rollout rollout, KnownSecrets secrets, Notes notes, Set<String> marked, Set<String> unchanged) {
        this.rollout = rollout;
        this.secrets = secrets;
        this.notes = notes;
        this.marked = marked;
        this.unchanged = unchanged;
    }

    SecretHashes in(Rollout writing) {
        return new SecretHashes(writing, secrets, notes, marked, unchanged);
    }

    /**
     * The proof with the hash that the pods will have.
     *
     * @param changed the Secrets of the release whose data will change
     */
    Proof expected(Proof proof, Set<String> changed) {
        PodTemplate wanted = PodTemplate.of(proof.desired().tree());
        if (wanted == null || wanted.annotation(CONFIG_HASH) == null) {
            return proof;
        }
        LiveObject answer = proof.answer();
        LiveObject live = proof.live() == null ? answer : proof.live();
        String before = annotation(live);
        String hash = readable(live.id(), wanted);
        if (hash == null) {
            return before == null ? proof : with(proof, before);
        }
        if (Planner.isCreated(answer)) {
            marked.add(answer.id().key());
            return proof;
        }
        if (before == null && !replacesPods(proof) && !readsAny(changed, live.id(), wanted)) {
            return proof;
        }
        marked.add(live.id().key());
        if (hash.equals(before)) {
            unchanged.add(live.id().key());
        }
        return with(proof, hash);
    }

    /** Whether the Secrets of a workload surely are what its pods were made with. */
    boolean areUnchanged(ObjectId workload) {
        return unchanged.contains(workload.key());
    }

    private static boolean replacesPods(Proof proof) {
        PodTemplate now =
                proof.live() == null ? null : PodTemplate.of(proof.live().tree());
        PodTemplate next = PodTemplate.of(proof.answer().tree());
        return now != null && next != null && !TreeEquality.isSame(now.tree(), next.tree());
    }

    private static boolean readsAny(Set<String> changed, ObjectId workload, PodTemplate template) {
        return template.secrets().stream()
                .anyMatch(name -> changed.contains(secret(workload, name).key()));
    }

    private static Proof with(Proof proof, String hash) {
        LiveObject answer = proof.answer();
        if (hash.equals(annotation(answer))) {
            return proof;
        }
        MapNode tree = PodTemplate.annotated(answer.tree(), ANNOTATION, hash);
        LiveObject live = proof.live() == null ? answer : proof.live();
        return new Proof(proof.desired(), live, new LiveObject(answer.id(), tree));
    }

    private @Nullable String readable(ObjectId workload, PodTemplate template) {
        try {
            return hash(workload, template);
        } catch (RefusedException e) {
            notes.add(
                    workload.shortName(),
                    e.refusal().subject() + " can't be read (" + e.refusal().code() + " "
                            + e.refusal().reason() + "): pods are not replaced when it has changed");
            return null;
        }
    }

    private @Nullable String hash(ObjectId workload, PodTemplate template) {
        SortedMap<String, @Nullable LiveObject> read = new TreeMap<>();
        for (String name : template.secrets()) {
            read.put(name, secrets.find(rollout, secret(workload, name)));
        }
        return read.isEmpty() ? null : SecretHash.of(read);
    }

    private static ObjectId secret(ObjectId workload, String name) {
        return new ObjectId("v1", "Secret", workload.namespace(), name);
    }

    /** The hash that the pods of a change are to have; null when that is none of its business. */
    @Nullable
    String of(Change change) {
        if (change.desired() == null || !marked.contains(change.id().key())) {
            return null;
        }
        PodTemplate template = PodTemplate.of(change.desired().tree());
        return template == null ? null : hash(change.id(), template);
    }

    /** Whether an object has to be applied with its hash: it has another, or would lose it with a helm's fields. */
    boolean isCarried(@Nullable LiveObject live, String hash) {
        return live == null
                || !hash.equals(annotation(live))
                || !ManagedFields.owns(live, MANAGER, "spec", "template", "metadata", "annotations", ANNOTATION);
    }

    /** Whether nothing but an older hash stands in the way of an apply that carries a new one. */
    static boolean isInTheWay(RefusedException refused) {
        return Conflicts.isOnlyWith(MANAGER, refused.refusal());
    }

    /** Gives the field manager of hashes what the object has already, if it has not: that changes nothing of its pods. */
    void own(LiveObject applied, String hash) {
        if (!isCarried(applied, hash)) {
            return;
        }
        MapNode annotated = PodTemplate.annotated(ManagedFields.named(applied.id(), OWN), ANNOTATION, hash);
        rollout.cluster().apply(annotated, new ApplyOptions(MANAGER, true, false));
    }

    static @Nullable String annotation(LiveObject workload) {
        PodTemplate template = PodTemplate.of(workload.tree());
        return template == null ? null : template.annotation(ANNOTATION);
    }
}
