package io.pgchart.standin;

import io.pgchart.cluster.FakeServer;
import io.pgchart.error.Problems;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.YamlReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs Maven with a stand-in as its cluster, and says first that it is one. */
public final class Simulation {

    private static final String CONTEXT = "simulated";

    /** So that waiting is seen, and the logs of one container after the other. */
    private static final Duration STEP = Duration.ofMillis(300);

    private Simulation() {}

    /**
     * Ends with Maven's own exit code.
     *
     * @param arguments the home of Maven; a folder that says what the cluster has already ({@code cluster.yaml}) and what
     *     containers are to have written ({@code logs/<container>.txt}); the kubeconfig to write; then what Maven is given
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path cluster = Path.of(arguments[1]);
        Path kubeconfig = Path.of(arguments[2]).toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(arguments[0], "bin", File.separatorChar == '\\' ? "mvn.cmd" : "mvn")
                .toString());
        command.addAll(List.of(arguments).subList(3, arguments.length));
        try (StandIn standIn = StandIn.start(InstantSource.system(), STEP, logs(cluster.resolve("logs")))) {
            fill(standIn.server(), cluster.resolve("cluster.yaml"));
            standIn.writeKubeconfig(kubeconfig, CONTEXT);
            System.out.printf("""

                    SIMULATED: an API server in memory, %s, stands in for your cluster. It applies, refuses and
                    watches objects as a real one does, but no container runs: pods only pretend to become ready, and the
                    hook's log was recorded on a real node.

                    """, standIn.url());
            ProcessBuilder maven = new ProcessBuilder(command).inheritIO();
            maven.environment().put("KUBECONFIG", kubeconfig.toString());
            int code = maven.start().waitFor();
            System.out.println("SIMULATED: the stand-in ends here, and what was deployed to it is gone.");
            System.exit(code);
        }
    }

    private static void fill(FakeServer server, Path yaml) throws IOException {
        Problems problems = new Problems();
        YamlReader.documents(Files.readString(yaml), yaml.toString(), problems)
                .forEach(object -> server.put(JsonText.of(object)));
        problems.throwIfAny();
    }

    private static Map<String, List<String>> logs(Path folder) throws IOException {
        Map<String, List<String>> logs = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                logs.put(file.getFileName().toString().replace(".txt", ""), Files.readAllLines(file));
            }
        }
        return logs;
    }
}
