package io.pgchart.rollout;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.PgChartException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Change;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.plan.Wave;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills those keys of Secrets that are in no manifest: generated passwords, and certificates copied from elsewhere.
 *
 * <p>They have a field manager of their own, so that no apply of the manifest takes them away, and they are never shown.
 * A generated value is made once: a database that was made with it knows no other.
 */
public final class SecretKeys {

    /** Who owns the filled keys. */
    static final String MANAGER = "pgchart-credentials";

    /** The annotation that names the key of a Secret whose value is generated. */
    public static final String GENERATED_KEY = "pgchart.io/generated-key";

    private static final Origin FILLED = Origin.of(MANAGER);
    private static final ApplyOptions APPLY = new ApplyOptions(MANAGER, false, false);

    /** Letters and digits alone: they need no escape in a URL, a shell, a properties file or SQL. */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** 190 bits. */
    private static final int LENGTH = 32;

    private final Rollout rollout;
    private final SecureRandom random;

    /** What was read to be copied, for the one time that it is. */
    private final Map<MirroredKey, String> proven;

    public SecretKeys(Rollout rollout, SecureRandom random) {
        this(rollout, random, new HashMap<>());
    }

    private SecretKeys(Rollout rollout, SecureRandom random, Map<MirroredKey, String> proven) {
        this.rollout = rollout;
        this.random = random;
        this.proven = proven;
    }

    /** These keys, with what was found out of them, in a rollout that may write. */
    public SecretKeys in(Rollout writing) {
        return new SecretKeys(writing, random, proven);
    }

    /** What keeps keys from being copied from elsewhere; empty when all is well. Writes nothing. */
    public List<Problem> problems(List<Manifest> desired) {
        List<Problem> problems = new ArrayList<>();
        for (Manifest manifest : desired) {
            MirroredKey mirrored = MirroredKey.of(manifest);
            if (mirrored != null) {
                try {
                    proven.put(mirrored, source(mirrored));
                } catch (PgChartException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        return problems;
    }

    /** The proof with what will be kept of the object or copied into it, where the server's answer does not have it. */
    public Proof expected(Proof proof) {
        return copied(kept(proof));
    }

    /** A generated key whose value was in the manifest before stays, see {@link #keep}. */
    private static Proof kept(Proof proof) {
        String key = proof.desired().annotation(GENERATED_KEY);
        LiveObject live = proof.live();
        return key == null
                        || live == null
                        || valueOf(live, key).isEmpty()
                        || !valueOf(proof.answer(), key).isEmpty()
                ? proof
                : with(proof, key, valueOf(live, key));
    }

    private Proof copied(Proof proof) {
        MirroredKey mirrored = MirroredKey.of(proof.desired());
        String value = mirrored == null ? null : proven.get(mirrored);
        LiveObject answer = proof.answer();
        if (mirrored == null
                || value == null
                || Planner.isCreated(answer)
                || value.equals(valueOf(answer, mirrored.key()))) {
            return proof;
        }
        return with(proof, mirrored.key(), value);
    }

    private static Proof with(Proof proof, String key, String value) {
        LiveObject answer = proof.answer();
        MapNode data = answer.at("data") instanceof MapNode map
                ? map
                : new MapNode(Map.of(), answer.tree().origin());
        MapNode filled = data.with(key, new ScalarNode(value, data.origin()));
        LiveObject live = proof.live() == null ? answer : proof.live();
        return new Proof(
                proof.desired(), live, new LiveObject(answer.id(), answer.tree().with("data", filled)));
    }

    /**
     * To be called before a wave is applied: takes over those generated keys whose value was in the manifest before.
     *
     * <p>Otherwise the apply would remove the password that the database was made with, and another one be generated.
     */
    public void keep(Wave wave) {
        for (Change change : wave.changes()) {
            LiveObject live = change.live();
            String key = change.desired() == null ? null : change.desired().annotation(GENERATED_KEY);
            if (live != null
                    && key != null
                    && !valueOf(live, key).isEmpty()
                    && !ManagedFields.owns(live, MANAGER, "data", key)) {
                apply(live.id(), key, valueOf(live, key));
            }
        }
    }

    /** To be called after a wave was applied, before what reads the Secrets is; its objects with what was filled. */
    public List<LiveObject> fill(List<LiveObject> applied) {
        List<LiveObject> filled = new ArrayList<>(applied);
        filled.replaceAll(live -> live.id().kind().equals("Secret") ? filled(live) : live);
        return filled;
    }

    private LiveObject filled(LiveObject live) {
        rollout.mask().learn(live);
        return fillMirrored(fillGenerated(live));
    }

    private LiveObject fillGenerated(LiveObject live) {
        String key = live.annotation(GENERATED_KEY);
        if (key != null && valueOf(live, key).isEmpty()) {
            String value = generated();
            rollout.mask().learn(value);
            LiveObject filled =
                    apply(live.id(), key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            rollout.reporter().note(live.id().shortName(), key + " generated; kubectl get secret shows it");
            return filled;
        }
        return live;
    }

    private LiveObject fillMirrored(LiveObject live) {
        MirroredKey mirrored = MirroredKey.of(live);
        if (mirrored == null) {
            return live;
        }
        String present = valueOf(live, mirrored.key());
        try {
            String read = proven.remove(mirrored);
            String value = read == null ? source(mirrored) : read;
            return value.equals(present) ? live : apply(live.id(), mirrored.key(), value);
        } catch (PgChartException e) {
            if (present.isEmpty()) {
                throw e;
            }
            // What was copied before still serves; a backup would tell if it did not.
            String fault = e.problems().get(0).message();
            rollout.reporter().note(live.id().shortName(), mirrored.key() + " stays as it is: " + fault);
            return live;
        }
    }

    /** The value in base64. */
    private String source(MirroredKey mirrored) {
        LiveObject source;
        try {
            source = rollout.cluster().get(mirrored.from());
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, null, null));
        }
        Problem problem = mirrored.problem(source);
        if (problem != null || source == null) {
            throw new ClusterException(problem == null ? mirrored.missing() : problem);
        }
        return valueOf(source, mirrored.fromKey());
    }

    private LiveObject apply(ObjectId id, String key, String base64) {
        MapNode data = new MapNode(Map.of(key, new ScalarNode(base64, FILLED)), FILLED);
        MapNode tree = ManagedFields.named(id, FILLED).with("data", data);
        try {
            return rollout.cluster().apply(tree, APPLY);
        } catch (RefusedException e) {
            throw new ClusterException(new Refusals(rollout.mask()).problems(e, tree, null));
        }
    }

    private String generated() {
        StringBuilder value = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            value.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return value.toString();
    }

    private static String valueOf(LiveObject secret, String key) {
        return secret.text("data", key);
    }
}
