package io.pgchart.rollout;

import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.Problem;
import io.pgchart.rollout.Refusals.Refused;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that another field manager owns with another value. */
final class Conflicts {

    private static final String REASON = "FieldManagerConflict";
    private static final int LONGEST_VALUE = 80;
    private static final String FORCE = "set forceConflicts (-Dpgchart.forceConflicts=true) to take the field over";

    private Conflicts() {}

    /** A problem for each field; empty when the refusal is no conflict of managers. */
    static List<Problem> of(Refused subject) {
        List<Problem> problems = new ArrayList<>();
        for (Cause cause : subject.refusal().causes()) {
            if (cause.reason().equals(REASON)) {
                problems.add(problem(subject, cause));
            }
        }
        return problems;
    }

    /** Whether all that stands in the way is what the same manager did by other means than server-side apply. */
    static boolean isOnlyWith(String manager, Refusal refusal) {
        return !refusal.causes().isEmpty()
                && refusal.causes().stream()
                        .allMatch(cause ->
                                cause.reason().equals(REASON) && manager(cause).equals(manager));
    }

    private static Problem problem(Refused subject, Cause cause) {
        String manager = manager(cause);
        Node wanted = ServerPath.find(subject.wanted(), cause.field());
        Node live =
                subject.live() == null ? null : ServerPath.find(subject.live().tree(), cause.field());
        String where = wanted == null ? subject.where() : wanted.origin().toString();
        return new Problem(
                subject.refusal().subject() + " " + ServerPath.shown(cause.field()),
                "is owned by field manager " + manager + values(subject, live, wanted),
                where,
                nextStep(manager));
    }

    private static String values(Refused subject, @Nullable Node live, @Nullable Node wanted) {
        if (subject.isSecret()) {
            return " with another value";
        }
        return (live == null ? "" : ", which has " + value(subject, live))
                + (wanted == null ? "" : ", wanted " + value(subject, wanted));
    }

    /** A value as it is told, cut where it is long. */
    static String value(Refused subject, Node node) {
        String text = node instanceof ScalarNode scalar && scalar.value() instanceof String string
                ? "'" + string + "'"
                : JsonText.of(node);
        String line = subject.mask().masked(text).replace("\n", "\\n");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    private static String nextStep(String manager) {
        if (manager.equals(SecretKeys.MANAGER)) {
            return "The database knows the generated password: change it there to the given one (ALTER ROLE), then "
                    + FORCE + ".";
        }
        return "Leave the field out of what is deployed, or " + FORCE + ".";
    }

    /**
     * The name of the other manager. Source: structured-merge-diff by way of apimachinery's
     * util/managedfields/internal/conflict.go: {@code conflict with "kubectl-edit" using v1 at …}.
     */
    private static String manager(Cause cause) {
        int from = cause.message().indexOf('"');
        int to = cause.message().indexOf('"', from + 1);
        return from < 0 || to < 0 ? "unknown" : cause.message().substring(from + 1, to);
    }
}
