package io.pgchart.manifest;

import io.pgchart.syntax.DnsName;
import io.pgchart.syntax.Flaw;
import org.jspecify.annotations.Nullable;

/**
 * The names that objects of a kind, and parts of them, may have.
 *
 * <p>Source: the validation of each kind in Kubernetes' pkg/apis. StatefulSets are held to what their pods need: the
 * server takes longer names and then cannot make the pods.
 */
final class NameRules {

    /** A controller's label is the name, '-' and a hash of up to ten characters, within the 63 of a label's value. */
    private static final int MAX_STATEFUL_SET = 52;

    /** A job's name is the CronJob's, '-' and the time in ten characters, within 63. */
    private static final int MAX_CRON_JOB = 52;

    private static final int MAX_JOB = 63;
    private static final int MAX_PORT_NAME = 15;

    private NameRules() {}

    /** What keeps the text from being the name of an object of that kind; null when it can be. */
    static @Nullable Flaw flaw(String group, String kind, String name) {
        return switch (group + "/" + kind) {
            case "/Service" -> service(name);
            case "/Namespace" -> DnsName.labelFlaw(name);
            case "apps/StatefulSet" -> first(atMost(MAX_STATEFUL_SET, name), DnsName.labelFlaw(name));
            case "batch/CronJob" -> first(atMost(MAX_CRON_JOB, name), DnsName.subdomainFlaw(name));
            case "batch/Job" -> first(atMost(MAX_JOB, name), DnsName.subdomainFlaw(name));
            case "rbac.authorization.k8s.io/Role",
                    "rbac.authorization.k8s.io/RoleBinding",
                    "rbac.authorization.k8s.io/ClusterRole",
                    "rbac.authorization.k8s.io/ClusterRoleBinding" -> pathSegment(name);
            default -> DnsName.subdomainFlaw(name);
        };
    }

    private static @Nullable Flaw first(@Nullable Flaw one, @Nullable Flaw other) {
        return one == null ? other : one;
    }

    /** A label that starts with a letter. Source: RFC 1035; IsDNS1035Label. */
    private static @Nullable Flaw service(String name) {
        Flaw flaw = DnsName.labelFlaw(name);
        if (flaw == null && name.charAt(0) <= '9') {
            return new Flaw("starts with a digit, expected a letter", "Put a letter before it.");
        }
        return flaw;
    }

    private static @Nullable Flaw atMost(int most, String name) {
        int excess = name.length() - most;
        return excess <= 0
                ? null
                : new Flaw(
                        "has " + name.length() + " characters, expected at most " + most,
                        "Shorten it by " + excess + ".");
    }

    private static @Nullable Flaw pathSegment(String name) {
        if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('%') >= 0) {
            return new Flaw("is not the name of a role: it can't be part of a path", "Leave out '/' and '%'.");
        }
        return null;
    }

    /** What keeps the text from being a key of a ConfigMap or Secret; null when it can be. Source: IsConfigMapKey. */
    static @Nullable Flaw dataKeyFlaw(String key) {
        String nextStep = "Name it like a file: letters, digits, '-', '_' and '.'.";
        if (key.isEmpty() || key.length() > DnsName.MAX_SUBDOMAIN) {
            return new Flaw("has " + key.length() + " characters, expected 1 to " + DnsName.MAX_SUBDOMAIN, nextStep);
        }
        if (key.equals(".") || key.startsWith("..")) {
            return new Flaw("starts like a path, expected the name of a file", nextStep);
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '-' && c != '_' && c != '.' && (c >= 128 || !Character.isLetterOrDigit(c))) {
                return new Flaw("has '" + c + "' in it, expected the name of a file", nextStep);
            }
        }
        return null;
    }

    /** What keeps the text from being the name of a port; null when it can be. Source: IsValidPortName, RFC 6335. */
    static @Nullable Flaw portNameFlaw(String name) {
        boolean hasLetter = false;
        boolean fits = !name.isEmpty() && !name.startsWith("-") && !name.endsWith("-") && !name.contains("--");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            hasLetter |= letter;
            fits &= letter || c == '-' || (c >= '0' && c <= '9');
        }
        if (name.length() > MAX_PORT_NAME) {
            return atMost(MAX_PORT_NAME, name);
        }
        return fits && hasLetter
                ? null
                : new Flaw(
                        "is not the name of a port: lower-case letters, digits and '-', at least one letter",
                        "Write a name like postgresql.");
    }
}
