package io.pgchart.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What kubectl and helm see in a namespace of a real cluster. */
record KubectlAndHelm(String namespace) implements TestCluster.View {

    @Override
    public String get(String kind, String name) {
        return kubectl("get", kind, name, "--ignore-not-found", "--show-managed-fields", "-o", "json");
    }

    @Override
    public List<String> names(String kinds) {
        return kubectl("get", kinds, "-o", "name").lines().sorted().toList();
    }

    @Override
    public List<?> history(String release) {
        return (List<?>) TestCluster.parsed(helm("history", release, "-o", "json"));
    }

    @Override
    public void createNamespace() {
        kubectl("create", "namespace", namespace);
    }

    String kubectl(String... arguments) {
        return run("kubectl", arguments);
    }

    String helm(String... arguments) {
        return run("helm", arguments);
    }

    private String run(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "--namespace", namespace));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
