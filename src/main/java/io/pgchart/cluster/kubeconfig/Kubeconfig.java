package io.pgchart.cluster.kubeconfig;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One or more kubeconfig files as one: of each name the first entry wins, and the first current context.
 *
 * <p>Source: Kubernetes' documentation, "Merging kubeconfig files".
 */
final class Kubeconfig {

    /** A named entry, and the file that it stands in: relative paths start there. */
    record Entry(MapNode body, Path file) {

        String origin() {
            return body.origin().toString();
        }
    }

    private final Map<String, Entry> clusters = new LinkedHashMap<>();
    private final Map<String, Entry> users = new LinkedHashMap<>();
    private final Map<String, Entry> contexts = new LinkedHashMap<>();
    private @Nullable String currentContext;

    static Kubeconfig merged(List<Path> files) {
        Kubeconfig all = new Kubeconfig();
        for (Path file : files) {
            all.add(file, read(file));
        }
        return all;
    }

    @Nullable
    String currentContext() {
        return currentContext;
    }

    Map<String, Entry> contexts() {
        return contexts;
    }

    Map<String, Entry> clusters() {
        return clusters;
    }

    Map<String, Entry> users() {
        return users;
    }

    boolean isEmpty() {
        return contexts.isEmpty() && clusters.isEmpty() && currentContext == null;
    }

    private void add(Path file, MapNode config) {
        String current = config.text("current-context");
        if (currentContext == null && current != null && !current.isEmpty()) {
            currentContext = current;
        }
        addEntries(clusters, config, "clusters", "cluster", file);
        addEntries(users, config, "users", "user", file);
        addEntries(contexts, config, "contexts", "context", file);
    }

    private static void addEntries(Map<String, Entry> into, MapNode config, String list, String member, Path file) {
        if (!(config.get(list) instanceof ListNode entries)) {
            return;
        }
        for (Node node : entries.items()) {
            if (node instanceof MapNode entry && entry.get("name") instanceof ScalarNode name) {
                MapNode body = entry.map(member);
                into.putIfAbsent(
                        name.text(), new Entry(body == null ? new MapNode(Map.of(), entry.origin()) : body, file));
            }
        }
    }

    private static MapNode read(Path file) {
        Problems problems = new Problems();
        List<Node> documents = YamlReader.documents(text(file), file.toString(), problems);
        if (!documents.isEmpty() && documents.get(0) instanceof MapNode map) {
            // What only this plugin's own files may not do, like unquoted dates, a kubeconfig may.
            return map;
        }
        if (!documents.isEmpty()) {
            Node found = documents.get(0);
            problems = new Problems();
            problems.add(new Problem(
                    file.toString(),
                    "is no kubeconfig: it is a " + found.shape() + ", expected a map",
                    found.origin().toString(),
                    "Name a kubeconfig."));
        }
        problems.throwIfAny();
        return new MapNode(Map.of(), Origin.of(file.toString()));
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(List.of(new Problem(
                    "kubeconfig",
                    file + " is not there",
                    null,
                    "Name one that is, with <kubeconfig> or -Dpgchart.kubeconfig.")));
        } catch (IOException e) {
            throw new InvalidInputException(List.of(new Problem(
                    "kubeconfig",
                    file + " can't be read: " + (Files.isDirectory(file) ? "it is a folder" : reason(e)),
                    null,
                    "Let this user read it, or name another one with <kubeconfig> or -Dpgchart.kubeconfig.")));
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : e.getClass().getSimpleName();
    }
}
