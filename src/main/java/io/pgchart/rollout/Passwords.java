package io.pgchart.rollout;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Planner;
import io.pgchart.plan.Proof;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that databases take the password that their Secret holds: a database keeps the one it was made with, and no
 * probe would notice, for probes don't log in.
 *
 * <p>A StatefulSet says by two annotations where the password is, {@code <secret>/<key>}, and which command in a pod sets
 * it where it differs. The command gets the password on its standard input as the Secret has it, a line in base64, and
 * writes a line when it has set it. The pods are asked where a Secret of theirs may have changed since they were.
 */
public final class Passwords {

    private static final String SECRET = "pgchart.io/password-secret";
    private static final String COMMAND = "pgchart.io/password-command";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the annotations of a workload say. */
    private record Source(ObjectId secret, String key, List<String> command) {

        static @Nullable Source of(LiveObject workload) {
            String from = workload.annotation(SECRET);
            String command = workload.annotation(COMMAND);
            int slash = from == null ? -1 : from.indexOf('/');
            if (from == null || command == null || slash < 0) {
                return null;
            }
            ObjectId secret = new ObjectId("v1", "Secret", workload.id().namespace(), from.substring(0, slash));
            return new Source(secret, from.substring(slash + 1), List.of(command.split(" +", -1)));
        }
    }

    private final Rollout rollout;
    private final KnownSecrets secrets;

    /** The workloads whose pods are asked. */
    private final Set<String> compared;

    Passwords(Rollout rollout, KnownSecrets secrets) {
        this(rollout, secrets, ConcurrentHashMap.newKeySet());
    }

    private Passwords(Rollout rollout, KnownSecrets secrets, Set<String> compared) {
        this.rollout = rollout;
        this.secrets = secrets;
        this.compared = compared;
    }

    Passwords in(Rollout writing) {
        return new Passwords(writing, secrets, compared);
    }

    /**
     * Finds out whose pods are to be asked.
     *
     * @param isUnsure whether an earlier revision may have ended before it asked them
     * @param hasData whether a workload that is made finds the volume of an earlier one
     * @return whether the plan itself changes a password of a running database
     */
    boolean plan(List<Proof> proofs, SecretHashes hashes, boolean isUnsure, Predicate<LiveObject> hasData) {
        boolean changes = false;
        for (Proof proof : proofs) {
            LiveObject workload = proof.answer();
            Source source = Source.of(workload);
            if (source == null) {
                continue;
            }
            Proof own = find(proofs, source.secret());
            boolean isChanged = own != null && changes(own, source.key());
            // A database that is new is made with what its new Secret holds.
            boolean isAsked = Planner.isCreated(workload)
                    ? own == null || !Planner.isCreated(own.answer()) || hasData.test(workload)
                    : isUnsure || isChanged || !hashes.areUnchanged(workload.id());
            if (isAsked) {
                compared.add(workload.id().key());
            }
            changes |= isChanged && !Planner.isCreated(workload);
        }
        return changes;
    }

    private static @Nullable Proof find(List<Proof> proofs, ObjectId id) {
        for (Proof proof : proofs) {
            if (proof.answer().id().key().equals(id.key())) {
                return proof;
            }
        }
        return null;
    }

    private static boolean changes(Proof secret, String key) {
        LiveObject live = secret.live();
        return live != null && !live.text("data", key).equals(secret.answer().text("data", key));
    }

    /**
     * To be called after a wave is ready.
     *
     * @param isReady whether it was waited for
     * @throws RolloutException when a database does not take its password
     */
    public void ensure(List<LiveObject> applied, boolean isReady) {
        for (LiveObject workload : applied) {
            Source source = Source.of(workload);
            if (source == null || !compared.contains(workload.id().key())) {
                continue;
            }
            if (isReady) {
                ensure(workload, source);
            } else {
                note(workload.id().shortName(), source, "wait=false");
            }
        }
    }

    private void ensure(LiveObject workload, Source source) {
        PodTemplate template = PodTemplate.of(workload.tree());
        String subject = workload.id().shortName();
        try {
            LiveObject secret = secrets.find(rollout, source.secret());
            String password = secret == null ? "" : secret.text("data", source.key());
            if (template == null || password.isEmpty()) {
                note(subject, source, "it has no key '" + source.key() + "'");
                return;
            }
            long first = workload.number(0, "spec", "ordinals", "start");
            long replicas = workload.number(1, "spec", "replicas");
            for (long i = first; i < first + replicas; i++) {
                String pod = workload.id().name() + "-" + i;
                subject = "Pod/" + pod;
                ensure(new ContainerRef(pod, template.container(), false), source, password);
            }
        } catch (RefusedException e) {
            note(subject, source, e.refusal().code() + " " + e.refusal().reason());
        }
    }

    private void ensure(ContainerRef container, Source source, String password) {
        byte[] line = (password + "\n").getBytes(StandardCharsets.UTF_8);
        Execution ended;
        try {
            ended = rollout.cluster().exec(container, source.command(), line, PATIENCE);
        } catch (ClusterException e) {
            rollout.guard().ensureHeld();
            // A node that hangs up has refused nothing, and said nothing: the next deploy that has reason to asks
            // again.
            note("Pod/" + container.pod(), source, e.problems().get(0).fault());
            return;
        }
        if (ended.exitCode() != 0) {
            String said = rollout.mask().masked(ended.errors().strip());
            throw new RolloutException(new Problem(
                    "Pod/" + container.pod(),
                    "does not take the password that " + source.secret().shortName() + " holds: '"
                            + String.join(" ", source.command()) + "' ended with exit code " + ended.exitCode()
                            + (said.isEmpty() ? "" : ", " + said),
                    null,
                    "Set it by SQL: kubectl exec -it " + container.pod()
                            + " -- psql, then \\password; or deploy again."));
        }
        if (!ended.output().isBlank()) {
            rollout.reporter()
                    .outcome(
                            "Password",
                            container.pod() + ": set to what " + source.secret().shortName() + " holds");
        }
    }

    private void note(String subject, Source source, String reason) {
        rollout.reporter()
                .note(
                        subject,
                        "whether it takes the password that " + source.secret().shortName()
                                + " holds was not looked at: " + reason);
    }
}
