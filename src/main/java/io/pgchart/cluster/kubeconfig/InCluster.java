package io.pgchart.cluster.kubeconfig;

import io.pgchart.cluster.Target;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that this process runs in, as a pod.
 *
 * <p>Source: Kubernetes' documentation, "Accessing the Kubernetes API from a Pod", and client-go's rest.InClusterConfig.
 */
final class InCluster {

    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    private InCluster() {}

    static boolean isPossible(Environment environment) {
        return environment.variable(HOST) != null
                && environment.variable(PORT) != null
                && Files.exists(token(environment));
    }

    static ResolvedContext resolve(Environment environment, @Nullable String namespace) {
        String host = environment.variable(HOST);
        String shown = host != null && host.contains(":") ? "[" + host + "]" : host;
        URI url = URI.create("https://" + shown + ":" + environment.variable(PORT));
        Path directory = environment.serviceAccount();
        ApiServer server = new ApiServer(url, text(directory.resolve("ca.crt")), false, null);
        String own = Files.exists(directory.resolve("namespace"))
                ? text(directory.resolve("namespace")).strip()
                : "default";
        Target target = new Target(null, url.toString(), namespace == null ? own : namespace, null);
        Login login = new Login(null, null, new Login.TokenFile(token(environment)), null);
        return new ResolvedContext(target, false, server, login, directory.toString());
    }

    private static Path token(Environment environment) {
        return environment.serviceAccount().resolve("token");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException(List.of(new Problem(
                    file.toString(), "can't be read", null, "Let this user read it, or name a kubeconfig.")));
        }
    }
}
