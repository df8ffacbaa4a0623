package io.pgchart.cluster.fabric8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that are built into Kubernetes, with their plurals, so that nobody has to ask.
 *
 * <p>The table is text, {@code kubernetes-resources.txt}: one line a group version, {@code apps/v1
 * StatefulSet:n:statefulsets …}, with {@code n} for in a namespace or {@code c} for cluster-wide.
 */
final class ResourceTable {

    static final String RESOURCE = "kubernetes-resources.txt";

    private final String lines;

    ResourceTable(String lines) {
        this.lines = "\n" + lines;
    }

    static ResourceTable builtIn() {
        try (InputStream in = ResourceTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return new ResourceTable(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    @Nullable
    Resource find(String apiVersion, String kind) {
        int start = lines.indexOf("\n" + apiVersion + " ");
        if (start < 0) {
            return null;
        }
        String line = lines.substring(start + 1, lines.indexOf('\n', start + 1)) + " ";
        int entry = line.indexOf(" " + kind + ":");
        if (entry < 0) {
            return null;
        }
        int scope = entry + kind.length() + 2;
        String plural = line.substring(scope + 2, line.indexOf(' ', scope));
        return new Resource(apiVersion, kind, plural, line.charAt(scope) == 'n');
    }
}
