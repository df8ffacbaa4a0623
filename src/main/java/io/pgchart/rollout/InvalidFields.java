package io.pgchart.rollout;

import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.error.Problem;
import io.pgchart.plan.VolumeSizes;
import io.pgchart.rollout.Refusals.Refused;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fields that the server does not take as they are, or does not let change. */
final class InvalidFields {

    /** The parts of a StatefulSet's spec that may change. Source: Kubernetes' pkg/apis/apps/validation. */
    private static final Set<String> CHANGING = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    private static final Pattern VOLUME_SIZE =
            Pattern.compile("spec\\.volumeClaimTemplates\\[\\d+]\\.spec\\.resources\\.requests\\.storage");

    private static final String SHRINKING = "Set it back: no volume can shrink. Smaller ones take a new release,"
            + " into which the data is dumped and loaded.";

    private InvalidFields() {}

    static List<Problem> of(Refused subject) {
        List<Problem> problems = new ArrayList<>();
        for (Cause cause : subject.refusal().causes()) {
            problems.addAll(isImmutable(cause) ? immutable(subject, cause) : List.of(invalid(subject, cause)));
        }
        if (problems.isEmpty()) {
            String said = subject.quote(subject.refusal().message());
            problems.add(subject.problem("is invalid: " + said, "Mend what it names."));
        }
        return problems;
    }

    /** Kubernetes has no reason of its own for it, only these sentences. */
    private static boolean isImmutable(Cause cause) {
        String message = cause.message().toLowerCase(Locale.ROOT);
        return message.contains("immutable")
                || message.contains("updates to statefulset spec")
                || message.contains("may not change")
                || message.contains("cannot change roleref")
                || message.contains("can not be changed");
    }

    private static Problem invalid(Refused subject, Cause cause) {
        Node node = ServerPath.find(subject.wanted(), cause.field());
        return new Problem(
                subject.refusal().subject() + (cause.field().isEmpty() ? "" : " " + cause.field()),
                "is invalid: " + subject.quote(cause.message()),
                node == null ? subject.where() : node.origin().toString(),
                "Mend it, or what it is made from.");
    }

    private static List<Problem> immutable(Refused subject, Cause cause) {
        List<ChangedFields.Field> changed = changed(subject, cause.field());
        if (changed.isEmpty()) {
            Node node = ServerPath.find(subject.wanted(), cause.field());
            String where = node == null ? subject.where() : node.origin().toString();
            return List.of(new Problem(
                    subject.refusal().subject() + " " + cause.field(),
                    "can't be changed once the object is there",
                    where,
                    wayOut(subject)));
        }
        return changed.stream().map(field -> immutable(subject, field)).collect(Collectors.toList());
    }

    private static Problem immutable(Refused subject, ChangedFields.Field field) {
        boolean isShrinking =
                VOLUME_SIZE.matcher(field.path()).matches() && VolumeSizes.isLess(field.wanted(), field.live());
        return new Problem(
                subject.refusal().subject() + " " + field.path(),
                (isShrinking ? "can only grow" : "can't be changed once the object is there") + values(subject, field),
                field.wanted().origin().toString(),
                isShrinking ? SHRINKING : wayOut(subject));
    }

    private static String values(Refused subject, ChangedFields.Field field) {
        if (subject.isSecret() && field.path().startsWith("data")) {
            return "";
        }
        String live = field.live() == null ? "nothing" : Conflicts.value(subject, field.live());
        return ": it has " + live + ", wanted " + Conflicts.value(subject, field.wanted());
    }

    private static List<ChangedFields.Field> changed(Refused subject, String field) {
        if (subject.live() == null || subject.wanted() == null) {
            return List.of();
        }
        Node live = ServerPath.find(subject.live().tree(), field);
        Node wanted = ServerPath.find(subject.wanted(), field);
        boolean whole =
                field.equals("spec") && "StatefulSet".equals(subject.wanted().text("kind"));
        return ChangedFields.of(field, live, wanted).stream()
                .filter(change -> !whole || !CHANGING.contains(change.path().split("[.\\[]", 3)[1]))
                .toList();
    }

    /** Before there is a volume nothing of its claim can be changed. */
    private static boolean isUnbound(Refused subject) {
        return subject.live() != null && subject.live().text("status", "phase").equals("Pending");
    }

    private static String wayOut(Refused subject) {
        String name = subject.refusal().subject();
        int slash = name.indexOf('/');
        String kind = name.substring(0, Math.max(0, slash)).toLowerCase(Locale.ROOT);
        String object = kind + "/" + name.substring(slash + 1);
        return switch (kind) {
            case "statefulset" ->
                "Set it back; or run kubectl delete " + object
                        + " --cascade=orphan and deploy again: pods and volumes stay, and the volumes as they are.";
            case "persistentvolumeclaim" ->
                isUnbound(subject)
                        ? "Wait until it is bound; or, for it holds nothing yet, run kubectl delete " + object
                                + " and delete the pod that waits for it."
                        : "Set it back: a claim can only grow.";
            case "secret" ->
                "Set it back; or, when all that it holds is known elsewhere, run kubectl delete " + object
                        + " and deploy again.";
            default -> "Set it back; or run kubectl delete " + object + " and deploy again.";
        };
    }
}
