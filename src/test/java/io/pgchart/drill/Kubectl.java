package io.pgchart.drill;

import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** kubectl in one namespace of the cluster of the drills. */
record Kubectl(String namespace) {

    /** Longer than anything takes that is asked for here. */
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    /** @param output what it wrote, errors included */
    record Ended(int code, String output) {

        String orThrow() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + output);
            }
            return output;
        }
    }

    /** What a command that has to succeed wrote. */
    String run(String... arguments) {
        return ended("", arguments).orThrow();
    }

    /** What a command that has to succeed wrote, given this on its standard input. */
    String input(String input, String... arguments) {
        return ended(input, arguments).orThrow();
    }

    /** An object as the server has it. */
    MapNode get(String kind, String name) {
        Problems problems = new Problems();
        MapNode object = YamlReader.map(run("get", kind, name, "-o", "json"), kind + "/" + name, problems);
        problems.throwIfAny();
        return object;
    }

    /** A command whose caller talks to it; what it writes comes with its errors. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", System.getenv(Database.KUBECONFIG), "--namespace", namespace));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    Ended ended(String input, String... arguments) {
        try {
            Process process = start(arguments);
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kubectl " + String.join(" ", arguments) + " did not end: " + output);
            }
            return new Ended(process.exitValue(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
