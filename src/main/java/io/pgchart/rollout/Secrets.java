package io.pgchart.rollout;

import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Differences;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import io.pgchart.plan.Wave;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of a release's Secrets beyond their manifests: keys that are filled, pods that are replaced, databases that
 * learn their password. A preflight finds out what will be, and a rollout does it.
 */
public final class Secrets {

    private final SecretKeys keys;
    private final KnownSecrets known;
    private final SecretHashes hashes;
    private final Passwords passwords;
    private final Notes notes;

    public Secrets(Rollout rollout, SecureRandom random) {
        this.notes = new Notes();
        this.keys = new SecretKeys(rollout, random);
        this.known = new KnownSecrets();
        this.hashes = new SecretHashes(rollout, known, notes);
        this.passwords = new Passwords(rollout, known);
    }

    private Secrets(Secrets planned, Rollout writing) {
        this.notes = planned.notes;
        this.keys = planned.keys.in(writing);
        this.known = planned.known;
        this.hashes = planned.hashes.in(writing);
        this.passwords = planned.passwords.in(writing);
    }

    /** These, with what was found out of them, in a rollout that may write. */
    public Secrets in(Rollout writing) {
        return new Secrets(this, writing);
    }

    /** What a user has to know of the plan. */
    public Notes notes() {
        return notes;
    }

    /** What keeps keys from being copied from elsewhere; empty when all is well. Writes nothing. */
    public List<Problem> problems(List<Manifest> desired) {
        return keys.problems(desired);
    }

    /** The proofs with what will be done beyond the manifests. */
    public List<Proof> expected(List<Proof> proofs) {
        List<Proof> filled = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (Proof proof : proofs) {
            Proof expected = keys.expected(proof);
            filled.add(expected);
            if (expected.answer().id().kind().equals("Secret")) {
                known.learn(expected.answer());
                if (isChanged(expected)) {
                    changed.add(expected.answer().id().key());
                }
            }
        }
        filled.replaceAll(proof -> hashes.expected(proof, changed));
        return filled;
    }

    private static boolean isChanged(Proof secret) {
        return Planner.isCreated(secret.answer())
                || (secret.live() != null
                        && Differences.of(secret.live(), secret.answer()).stream()
                                .anyMatch(difference -> difference.path().startsWith("data")));
    }

    /**
     * Finds out which databases are to be asked for their password.
     *
     * @param isUnsure whether an earlier revision may have ended before it asked them
     * @param hasData whether a workload that is made finds the volume of an earlier one
     * @return whether the plan changes a password of a running database
     */
    public boolean changePasswords(List<Proof> expected, boolean isUnsure, Predicate<LiveObject> hasData) {
        return passwords.plan(expected, hashes, isUnsure, hasData);
    }

    /** Applies a wave, with the keys of its Secrets and the hashes of its pods; all its objects as they are now. */
    public List<LiveObject> apply(Wave wave, WaveApplier applier) {
        keys.keep(wave);
        List<LiveObject> applied = keys.fill(applier.apply(wave, hashes));
        applied.stream().filter(live -> live.id().kind().equals("Secret")).forEach(known::learn);
        return applied;
    }

    /**
     * To be called after a wave is ready.
     *
     * @param isReady whether it was waited for
     */
    public void ensurePasswords(List<LiveObject> applied, boolean isReady) {
        passwords.ensure(applied, isReady);
    }
}
