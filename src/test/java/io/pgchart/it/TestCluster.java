package io.pgchart.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The cluster that a project of {@code src/it} deployed to, seen through kubectl and helm: other eyes than the plugin's.
 *
 * <p>Each project has a namespace that is called as its folder. {@code KUBECONFIG} says where the cluster is.
 */
public final class TestCluster {

    private final String namespace;

    /** @param basedir the copy of the project that was built */
    public TestCluster(File basedir) {
        this.namespace = basedir.getName();
    }

    /** An object as the cluster has it; empty when it has none. */
    public Map<?, ?> get(String kind, String name) {
        String json = kubectl("get", kind, name, "--ignore-not-found", "--show-managed-fields", "-o", "json");
        return json.isBlank() ? Map.of() : (Map<?, ?>) parsed(json);
    }

    /** The names of the objects of a kind, sorted. */
    public List<String> names(String kind) {
        return kubectl("get", kind, "-o", "name").lines().sorted().toList();
    }

    /** What helm answers, about the project's namespace. */
    public String helm(String... arguments) {
        return run("helm", arguments);
    }

    /** What helm answers to {@code -o json}. */
    public Object helmJson(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        return parsed(helm(all.toArray(String[]::new)));
    }

    /** What kubectl answers, about the project's namespace. */
    public String kubectl(String... arguments) {
        return run("kubectl", arguments);
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

    private static Object parsed(String json) {
        return new Load(LoadSettings.builder().build()).loadFromString(json);
    }
}
