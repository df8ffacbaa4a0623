package io.pgchart.manifest;

import io.pgchart.error.Problems;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Objects that a real API server takes, as {@link StrictCheckServerTest} proves. */
final class SampleManifests {

    private static final Path FOLDER = Path.of("src/test/resources/manifests");

    private SampleManifests() {}

    static List<Manifest> all() {
        List<Manifest> all = new ArrayList<>(of("postgresql.yaml"));
        all.addAll(of("other-kinds.yaml"));
        return all;
    }

    static List<Manifest> of(String file) {
        Problems problems = new Problems();
        List<Manifest> manifests = Manifests.of(documents(file), "templates/" + file, problems);
        problems.throwIfAny();
        return manifests;
    }

    static List<Node> documents(String file) {
        try {
            Problems problems = new Problems();
            List<Node> documents = YamlReader.documents(Files.readString(FOLDER.resolve(file)), file, problems);
            problems.throwIfAny();
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
