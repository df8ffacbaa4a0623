package io.pgchart.rollout;

import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.rollout.Refusals.Refused;
import io.pgchart.yaml.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user may not do, and what a namespace allows nobody. */
final class Permissions {

    /** Source: apiserver's pkg/endpoints/handlers/responsewriters/errors.go, {@code ForbiddenStatusError}. */
    private static final Pattern DENIED =
            Pattern.compile("User \"([^\"]*)\" cannot (\\S+) resource \"([^\"]*)\"(?: in API group \"([^\"]*)\")?"
                    + "(?: in the namespace \"([^\"]*)\")?");

    /** Source: Kubernetes' plugin/pkg/admission/storage/persistentvolume/resize. */
    private static final String FIXED_SIZE = "only dynamically provisioned pvc can be resized";

    private Permissions() {}

    private static Problem fixedSize(Refused subject) {
        LiveObject claim = subject.live();
        String storageClass = claim == null ? "" : claim.text("spec", "storageClassName");
        Node has = claim == null ? null : claim.at("spec", "resources", "requests", "storage");
        Node wanted = ServerPath.find(subject.wanted(), "spec.resources.requests.storage");
        String values = has == null || wanted == null
                ? ""
                : ": it has " + Conflicts.value(subject, has) + ", wanted " + Conflicts.value(subject, wanted);
        return subject.problem(
                (storageClass.isEmpty()
                                ? "has no StorageClass that lets it grow"
                                : "its StorageClass " + storageClass + " does not let it grow")
                        + values,
                "Set the size back, or have allowVolumeExpansion set to true in the StorageClass,"
                        + " if what makes its volumes can grow them.");
    }

    static Problem problem(Refused subject) {
        String message = subject.refusal().message();
        Matcher denied = DENIED.matcher(message);
        if (denied.find()) {
            String group = denied.group(4) == null || denied.group(4).isEmpty() ? "" : "." + denied.group(4);
            String resource = denied.group(3) + group;
            boolean isEverywhere = denied.group(5) == null;
            String place = isEverywhere ? "in the cluster" : "in namespace " + denied.group(5);
            return subject.problem(
                    "user " + denied.group(1) + " may not " + denied.group(2) + " " + resource + " " + place,
                    "Have a " + (isEverywhere ? "ClusterRole" : "Role") + " bound to the user that allows "
                            + denied.group(2) + " on " + resource + ", or use a context whose user may do it.");
        }
        if (message.contains(FIXED_SIZE)) {
            return fixedSize(subject);
        }
        if (message.contains("violates PodSecurity")) {
            return subject.problem(
                    "the pod security level of the namespace refuses it: "
                            + subject.quote(message.substring(message.indexOf("violates PodSecurity"))),
                    "Mend the securityContext that it names,"
                            + " or change the label pod-security.kubernetes.io/enforce of the namespace.");
        }
        if (message.contains("attempting to grant RBAC permissions not currently held")) {
            return subject.problem(
                    "grants permissions that the user does not have, which Kubernetes lets nobody do",
                    "Deploy with a user that has them, or let an administrator grant the verb escalate on roles.");
        }
        if (message.contains(" usage per ")) {
            return subject.problem(
                    "a LimitRange of the namespace refuses it: " + subject.quote(message),
                    "Set resources within what kubectl describe limitrange shows.");
        }
        return subject.problem("is forbidden: " + subject.quote(message), "Ask who runs the cluster for access.");
    }
}
