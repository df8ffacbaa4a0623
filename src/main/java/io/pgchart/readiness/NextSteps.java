package io.pgchart.readiness;

import java.util.Locale;

/** What most likely mends a fault. */
final class NextSteps {

    private NextSteps() {}

    /** An image that did not come. */
    static String image(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (hasAny(text, "unauthorized", "authentication required", "denied", "forbidden")) {
            return "Check the name of the image, and name a Secret with the registry's login in imagePullSecrets.";
        }
        if (hasAny(text, "not found", "manifest unknown", "does not exist")) {
            return "Check the name and the tag of the image.";
        }
        if (hasAny(text, "no such host", "timeout", "refused", "x509", "unreachable")) {
            return "The node does not reach the registry: check its name, the network and its certificate.";
        }
        return "Check the name and the tag of the image, and imagePullSecrets if the registry wants a login.";
    }

    /** A container that could not be made. */
    static String configuration(String reason, String message) {
        if (reason.equals("InvalidImageName")) {
            return "Write the image as registry/name:tag.";
        }
        if (reason.equals("ErrImageNeverPull")) {
            return "Load the image onto the node, or use another imagePullPolicy than Never.";
        }
        if (hasAny(message.toLowerCase(Locale.ROOT), "secret", "configmap")) {
            return "Create what it names, with that key, or name another one in the values.";
        }
        if (message.contains("runAsNonRoot")) {
            return "Set runAsUser to a number other than 0, or use an image that runs as another user than root.";
        }
        return "Mend what it names in the pod's template.";
    }

    /** A container that ended when it should run. */
    static String crash(ContainerState container) {
        if (container.endReason().equals("OOMKilled")) {
            return "Raise resources.limits.memory, or let the program use less.";
        }
        return switch ((int) container.exitCode()) {
            case 126, 127, 128 -> "Check the command of the container, and that the image has it.";
            case 137 -> "It was killed: look for a failing liveness probe, or for memory that ran out on the node.";
            default -> "kubectl logs shows all that it wrote.";
        };
    }

    /** A pod that no node takes. */
    static String unschedulable(String message) {
        if (message.contains("PersistentVolumeClaim") || message.contains("volume node affinity")) {
            return "Look at its claims: kubectl describe pvc; the StorageClass may be missing, or the volume be in"
                    + " another zone.";
        }
        if (message.contains("Insufficient")) {
            return "Lower resources.requests, or add a node.";
        }
        if (message.contains("taint")) {
            return "Add tolerations, or a node without the taint.";
        }
        if (message.contains("affinity") || message.contains("selector")) {
            return "Check nodeSelector and affinity against the labels of the nodes.";
        }
        return "Add a node that can take the pod, or ask for less.";
    }

    /** A pod that may not be made. */
    static String failedCreate(String message) {
        if (message.contains("exceeded quota")) {
            return "Raise the ResourceQuota, or lower resources and replicas.";
        }
        if (message.contains("PodSecurity")) {
            return "Mend the securityContext that it names, or change the namespace's pod security level.";
        }
        if (message.contains("serviceaccount")) {
            return "Create the ServiceAccount, or name another one.";
        }
        return "Mend what it names; Kubernetes tries again by itself.";
    }

    private static boolean hasAny(String text, String... words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
