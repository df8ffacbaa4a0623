package io.pgchart.cluster.kubeconfig;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the process.
 *
 * @param variables of the process, which an exec plugin inherits
 * @param home of the user
 * @param serviceAccount where a pod finds the token of its service account
 */
public record Environment(Map<String, String> variables, Path home, Path serviceAccount) {

    /** Source: Kubernetes' documentation, "Accessing the Kubernetes API from a Pod". */
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** That of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv(), Path.of(System.getProperty("user.home")), SERVICE_ACCOUNT);
    }

    /** A variable's text; null where it is missing or empty. */
    @Nullable
    String variable(String name) {
        String text = variables.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** Without the variables, which may hold passwords. */
    @Override
    public String toString() {
        return "environment of " + home;
    }
}
