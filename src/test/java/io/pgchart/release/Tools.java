package io.pgchart.release;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.fabric8.Fabric8Cluster;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.realserver.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** kubectl and the helms of the path, in one namespace of the real API server. */
record Tools(String namespace) {

    /** What a command said. */
    record Outcome(int code, String output, String errors) {

        String orThrow() {
            if (code != 0) {
                throw new IllegalStateException(code + ": " + output + errors);
            }
            return output;
        }
    }

    static boolean has(String command) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, command))) {
                return true;
            }
        }
        return false;
    }

    /** The namespace as the plugin sees it. */
    Cluster connect() {
        Environment environment = Environment.ofProcess();
        Path kubeconfig = Path.of(System.getenv(RealServer.KUBECONFIG));
        ResolvedContext found = Kubeconfigs.resolve(new ConnectionRequest(kubeconfig, null, namespace), environment);
        return Fabric8Cluster.connect(found, environment, RequestTrace.NONE);
    }

    Outcome kubectl(String input, String... arguments) {
        return run("kubectl", input, arguments);
    }

    Outcome run(String command, String input, String... arguments) {
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
