package io.pgchart.realserver;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** kubectl and the helms of the path, in one namespace of the real API server. */
public record Tools(String namespace) {

    /** What a command said. */
    public record Outcome(int code, String output, String errors) {

        /** What it wrote to its standard output, if it succeeded. */
        public String orThrow() {
            if (code != 0) {
                throw new IllegalStateException(code + ": " + output + errors);
            }
            return output;
        }
    }

    /** Whether there is such a command. */
    public static boolean has(String command) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, command))) {
                return true;
            }
        }
        return false;
    }

    /** The namespace as the plugin sees it. */
    public Cluster connect() {
        return connect(null, RequestTrace.NONE);
    }

    /** @param user who to act as, without groups but that of all users; null for whoever the kubeconfig says */
    public Cluster connect(@Nullable String user, RequestTrace trace) {
        Environment environment = Environment.ofProcess();
        Path kubeconfig = Path.of(System.getenv(RealServer.KUBECONFIG));
        ResolvedContext found = Kubeconfigs.resolve(new ConnectionRequest(kubeconfig, null, namespace), environment);
        Login login = found.login();
        Login.ActAs actAs =
                user == null ? null : new Login.ActAs(user, null, List.of("system:authenticated"), Map.of());
        Login acting = new Login(login.certificate(), login.key(), login.proof(), actAs);
        return Fabric8Cluster.connect(
                new ResolvedContext(found.target(), false, found.server(), acting, found.origin()), environment, trace);
    }

    /** Runs kubectl on the namespace. */
    public Outcome kubectl(String input, String... arguments) {
        return run("kubectl", input, arguments);
    }

    /** Runs a command that knows {@code --namespace}. */
    public Outcome run(String command, String input, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--namespace", namespace));
        line.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("pgchart", ".txt");
            Path in = Files.createTempFile("pgchart", ".txt");
            Files.writeString(in, input);
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectError(errors.toFile()).redirectInput(in.toFile());
            builder.environment().put("KUBECONFIG", System.getenv(RealServer.KUBECONFIG));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            String said = Files.readString(errors);
            Files.delete(errors);
            Files.delete(in);
            return new Outcome(code, output, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
