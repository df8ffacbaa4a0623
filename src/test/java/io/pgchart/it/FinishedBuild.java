package io.pgchart.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.pgchart.golden.Golden;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A build of a project of {@code src/it} that has ended. */
public final class FinishedBuild {

    private static final Pattern WRITE = Pattern.compile("^\\S+ (?:POST|PUT|PATCH|DELETE) ");

    private final Path folder;
    private final Path expected;

    /**
     * @param basedir the copy of the project that was built
     * @param sources {@code src/it}, whose golden files are compared, and written with {@code -Dgolden.update=true}
     */
    public FinishedBuild(File basedir, String sources) {
        this.folder = basedir.toPath();
        this.expected = Path.of(sources, basedir.getName(), "expected");
    }

    /** Compares what the plugin said with {@code expected/console.txt}. */
    public FinishedBuild saysWhatIsExpected() throws IOException {
        Golden.check(expected.resolve("console.txt"), Console.of(Files.readAllLines(folder.resolve("build.log"))));
        return this;
    }

    /** Compares the names of the files written, and who may read them, with {@code expected/files.txt}. */
    public FinishedBuild writesTheFilesExpected() throws IOException {
        String listing = files("target/pgchart").stream().map(this::listed).collect(joining("\n", "", "\n"));
        Golden.check(expected.resolve("files.txt"), listing);
        return this;
    }

    /** The requests of {@code trace.log} in an output folder that changed the cluster: no reads, dry runs or questions. */
    public List<String> writesToTheCluster(String outputDirectory) throws IOException {
        return read(outputDirectory + "/trace.log")
                .lines()
                .filter(line -> WRITE.matcher(line).find())
                .filter(line -> !line.contains("dryRun=All") && !line.contains("/authorization.k8s.io/"))
                .toList();
    }

    /** The files below a folder of the project, relative to that folder, sorted. */
    public List<String> files(String below) throws IOException {
        Path root = folder.resolve(below);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .sorted()
                    .toList();
        }
    }

    /** The text of a file of the project. */
    public String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** The rendered objects of {@code manifest.yaml}, in their order, as {@code Kind/name} to their content. */
    public Map<String, Map<?, ?>> manifests() throws IOException {
        return objects("target/pgchart/manifest.yaml");
    }

    /** The objects of a YAML file of the project, as {@code Kind/name} to their content. */
    public Map<String, Map<?, ?>> objects(String file) throws IOException {
        Iterable<Object> documents =
                new Load(LoadSettings.builder().setLabel(file).build()).loadAllFromString(read(file));
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> (Map<?, ?>) document)
                .collect(toMap(FinishedBuild::id, object -> object, (one, other) -> one, LinkedHashMap::new));
    }

    private static String id(Map<?, ?> object) {
        return object.get("kind") + "/"
                + (object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("name") : null);
    }

    private String listed(String name) {
        Path file = folder.resolve("target/pgchart").resolve(name);
        return isPrivate(file) ? name + " (owner only)" : name;
    }

    private static boolean isPrivate(Path file) {
        try {
            return !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
