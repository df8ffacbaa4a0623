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
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** The proof with what will be copied into the object, where that differs from what is there. */
    public Proof expected(Proof proof) {
        MirroredKey mirrored = MirroredKey.of(proof.desired());
        String value = mirrored == null ? null : proven.get(mirrored);
        LiveObject answer = proof.answer();
        if (mirrored == null
                || value == null
                || Planner.isCreated(answer)
                || value.equals(valueOf(answer, mirrored.key()))) {
            return proof;
        }
        MapNode data = answer.at("data") instanceof MapNode map
                ? map
                : new MapNode(Map.of(), answer.tree().origin());
        MapNode filled = data.with(mirrored.key(), new ScalarNode(value, data.origin()));
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
            if (live != null && key != null && !valueOf(live, key).isEmpty() && !isFilled(live, key)) {
                apply(live.id(), key, valueOf(live, key));
            }
        }
    }

    /** To be called after a wave was applied, before what reads the Secrets is. */
    public void fill(List<LiveObject> applied) {
        for (LiveObject live : applied) {
            if (live.id().kind().equals("Secret")) {
                rollout.mask().learn(live);
                fillGenerated(live);
                fillMirrored(live);
            }
        }
    }

    private void fillGenerated(LiveObject live) {
        String key = live.annotation(GENERATED_KEY);
        if (key != null && valueOf(live, key).isEmpty()) {
            String value = generated();
            rollout.mask().learn(value);
            apply(live.id(), key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            rollout.reporter().note(live.id().shortName(), key + " generated; kubectl get secret shows it");
        }
    }

    private void fillMirrored(LiveObject live) {
        MirroredKey mirrored = MirroredKey.of(live);
        if (mirrored == null) {
            return;
        }
        String present = valueOf(live, mirrored.key());
        try {
            String read = proven.remove(mirrored);
            String value = read == null ? source(mirrored) : read;
            if (!value.equals(present)) {
                apply(live.id(), mirrored.key(), value);
            }
        } catch (PgChartException e) {
            if (present.isEmpty()) {
                throw e;
            }
            // What was copied before still serves; a backup would tell if it did not.
            String fault = e.problems().get(0).message();
            rollout.reporter().note(live.id().shortName(), mirrored.key() + " stays as it is: " + fault);
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

    private void apply(ObjectId id, String key, String base64) {
        Map<String, Node> metadata = new LinkedHashMap<>();
        metadata.put("name", new ScalarNode(id.name(), FILLED));
        if (id.namespace() != null) {
            metadata.put("namespace", new ScalarNode(id.namespace(), FILLED));
        }
        Map<String, Node> secret = new LinkedHashMap<>();
        secret.put("apiVersion", new ScalarNode("v1", FILLED));
        secret.put("kind", new ScalarNode("Secret", FILLED));
        secret.put("metadata", new MapNode(metadata, FILLED));
        secret.put("data", new MapNode(Map.of(key, new ScalarNode(base64, FILLED)), FILLED));
        MapNode tree = new MapNode(secret, FILLED);
        rollout.guard().ensureHeld();
        try {
            rollout.cluster().apply(tree, APPLY);
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

    /** Whether the key has the field manager of filled keys. */
    private static boolean isFilled(LiveObject live, String key) {
        if (live.at("metadata", "managedFields") instanceof ListNode entries) {
            for (Node entry : entries.items()) {
                if (entry instanceof MapNode map && MANAGER.equals(map.text("manager"))) {
                    MapNode fields = map.map("fieldsV1");
                    @Nullable MapNode data = fields == null ? null : fields.map("f:data");
                    if (data != null && data.get("f:" + key) != null) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
