package io.pgchart.rollout;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a server's no into words: who or what refuses, which field, and the way out.
 *
 * <p>Pure. What the server wrote about a Secret is never quoted, and known secrets are masked in the rest.
 */
public final class Refusals {

    private static final int LONGEST_QUOTE = 600;

    /** Source: apiserver's plugin/webhook errors, {@code ToStatusErr}. */
    private static final Pattern WEBHOOK =
            Pattern.compile("admission webhook \"([^\"]*)\" denied the request:?(.*)", Pattern.DOTALL);

    /** Source: apiserver's plugin/policy/validating, {@code admissionDecision}. */
    private static final Pattern POLICY = Pattern.compile(
            "ValidatingAdmissionPolicy '([^']*)' with binding '[^']*' denied request:?(.*)", Pattern.DOTALL);

    /** Source: apiserver's plugin/webhook, {@code ErrCallingWebhook}. */
    private static final Pattern SILENT_WEBHOOK = Pattern.compile("failed calling webhook \"([^\"]*)\"");

    /** Source: Kubernetes' plugin/pkg/admission/resourcequota. */
    private static final Pattern QUOTA = Pattern.compile("exceeded quota: ([^,]*), (.*)");

    private final SecretMask mask;

    public Refusals(SecretMask mask) {
        this.mask = mask;
    }

    /**
     * The problems that a refused request has; at least one.
     *
     * @param wanted what was asked for, or null when nothing was written
     * @param live as the object is, for the values that it has; or null when that is not known
     */
    public List<Problem> problems(RefusedException refused, @Nullable MapNode wanted, @Nullable LiveObject live) {
        Refusal refusal = refused.refusal();
        Refused subject = new Refused(refusal, wanted, live, mask);
        List<Problem> conflicts = Conflicts.of(subject);
        if (!conflicts.isEmpty()) {
            return conflicts;
        }
        Problem gate = gatekeeper(subject);
        if (gate != null) {
            return List.of(gate);
        }
        return switch (refusal.code()) {
            case 403 -> List.of(Permissions.problem(subject));
            case 422 -> InvalidFields.of(subject);
            default -> List.of(byCode(subject));
        };
    }

    /** Who stands before the API: namespaces, quotas, webhooks, policies. They use several codes. */
    private static @Nullable Problem gatekeeper(Refused subject) {
        String message = subject.refusal().message();
        if (subject.refusal().isNamespaceTerminating()) {
            return subject.problem(
                    "its namespace is being deleted and takes nothing new",
                    "Wait until the namespace is gone and create it anew, or name another one.");
        }
        Matcher quota = QUOTA.matcher(message);
        if (quota.find()) {
            return subject.problem(
                    "does not fit into the quota " + quota.group(1) + ": " + subject.line(quota.group(2)),
                    "Raise ResourceQuota/" + quota.group(1) + ", or ask for less.");
        }
        Matcher webhook = WEBHOOK.matcher(message);
        Matcher policy = POLICY.matcher(message);
        boolean isWebhook = webhook.find();
        if (isWebhook || policy.find()) {
            Matcher found = isWebhook ? webhook : policy;
            String who = isWebhook ? "admission webhook " : "ValidatingAdmissionPolicy ";
            return subject.problem(
                    who + found.group(1) + " refuses it: " + subject.quote(found.group(2)),
                    "Mend what it names, or ask who runs it for an exception.");
        }
        Matcher silent = SILENT_WEBHOOK.matcher(message);
        if (silent.find()) {
            return subject.problem(
                    "admission webhook " + silent.group(1) + " does not answer, and nothing passes without it",
                    "Look at the pods of its Service, then run the goal again.");
        }
        return null;
    }

    private static Problem byCode(Refused subject) {
        Refusal refusal = subject.refusal();
        String answer = refusal.code() + (refusal.reason().isEmpty() ? "" : " " + refusal.reason());
        String said = "the server answered " + answer + ": " + subject.quote(refusal.message());
        if (UnknownField.isIn(refusal)) {
            return UnknownField.problem(subject);
        }
        if (refusal.message().contains("typed patch object")) {
            // 500 without a reason, though the object is to blame: a field of another type than the schema's.
            return subject.problem("is invalid: " + subject.quote(refusal.message()), "Mend the field that it names.");
        }
        return switch (refusal.code()) {
            case 404 -> missing(subject);
            case 409 ->
                refusal.reason().equals("AlreadyExists")
                        ? subject.problem("is there already", "Remove it, or give it another name.")
                        : subject.problem("was changed by someone else at the same moment", "Run the goal again.");
            case 413 -> subject.problem("is larger than the server takes", "Split it, or put the data into a volume.");
            case 429 -> subject.problem("the server is too busy to answer", "Run the goal again in a while.");
            case 405, 406, 415 ->
                subject.problem(said, "Check the version of the cluster: server-side apply needs Kubernetes 1.22.");
            default ->
                refusal.code() >= 500
                        ? subject.problem(said, "Look at the API server, then run the goal again.")
                        : subject.problem(said, "Mend what it names.");
        };
    }

    private static Problem missing(Refused subject) {
        String namespace = subject.refusal().missingNamespace();
        if (namespace != null) {
            return subject.problem(
                    "namespace " + namespace + " does not exist",
                    "Create it with kubectl create namespace " + namespace
                            + ", or set createNamespace (-Dpgchart.createNamespace=true).");
        }
        MapNode wanted = subject.wanted();
        if (wanted == null || subject.refusal().message().contains("\" not found")) {
            return subject.problem("is not there", "Run the goal again.");
        }
        return subject.problem(
                "the cluster knows no kind " + wanted.text("kind") + " of " + wanted.text("apiVersion"),
                "Install the CustomResourceDefinition that defines it, or leave the object out.");
    }

    /** One refused request and what was asked by it. */
    record Refused(
            Refusal refusal,
            @Nullable MapNode wanted,
            @Nullable LiveObject live,
            SecretMask mask) {

        boolean isSecret() {
            return refusal.subject().startsWith("Secret") || (wanted != null && "Secret".equals(wanted.text("kind")));
        }

        Problem problem(String fault, String nextStep) {
            return new Problem(refusal.subject(), fault, where(), nextStep);
        }

        @Nullable
        String where() {
            return wanted == null ? null : wanted.origin().toString();
        }

        /** What the server wrote about the object, which it may quote. */
        String quote(String text) {
            return isSecret() ? "what it says is not shown, for this is a Secret" : line(text);
        }

        /** What the server wrote and quotes nothing in, on one line and without secrets. */
        String line(String text) {
            String line = mask.masked(text).strip().replaceAll("\\s+", " ");
            String end = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
            return end.length() <= LONGEST_QUOTE ? end : end.substring(0, LONGEST_QUOTE) + "…";
        }
    }
}
