package io.pgchart.values;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a values file: the only access to files in this package. */
public final class ValuesFile {

    /** Far beyond what Kubernetes would store of it; keeps a file that is no values file out of memory. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private static final String AS_UTF8 = "Save it as UTF-8 text.";

    private ValuesFile() {}

    /**
     * Reads one file.
     *
     * @param shownAs the file as the user knows it, relative to the project where it is inside
     * @param problems takes what keeps the file from being read, from being YAML or from being interpolated
     * @return without values when the file could not be read
     */
    public static Layer read(Path file, String shownAs, Interpolation interpolation, Problems problems) {
        Problem access = accessProblem(file, shownAs);
        String text = access == null ? text(file, shownAs, problems) : null;
        if (access != null) {
            problems.add(access);
        }
        MapNode tree = text == null
                ? new MapNode(Map.of(), Origin.of(shownAs))
                : YamlReader.map(text.startsWith("\ufeff") ? text.substring(1) : text, shownAs, problems);
        return interpolation.apply(shownAs, tree, problems);
    }

    private static @Nullable Problem accessProblem(Path file, String shownAs) {
        if (!Files.exists(file)) {
            String name = String.valueOf(file.getFileName());
            return new Problem(
                    shownAs,
                    "does not exist, expected a values file",
                    null,
                    NearestNames.question(name, siblings(file), "Create it, or take it out of valuesFiles."));
        }
        if (Files.isDirectory(file)) {
            return new Problem(shownAs, "is a directory, expected a values file", null, "Name a file in it.");
        }
        return Files.isRegularFile(file)
                ? null
                : new Problem(shownAs, "is no regular file, expected a values file", null, "Name a file.");
    }

    private static List<String> siblings(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        List<String> names = new ArrayList<>();
        if (directory == null || !Files.isDirectory(directory)) {
            return names;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException hints) {
            return List.of();
        }
        return names;
    }

    private static @Nullable String text(Path file, String shownAs, Problems problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(new Problem(
                        shownAs,
                        "has " + Files.size(file) + " bytes, expected at most " + MAX_BYTES,
                        null,
                        "Name a values file."));
                return null;
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(new Problem(shownAs, "is not UTF-8 text", null, AS_UTF8));
        } catch (AccessDeniedException e) {
            problems.add(new Problem(
                    shownAs,
                    "can't be read: permission denied",
                    null,
                    "Give the user who runs Maven the right to read it."));
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            problems.add(new Problem(shownAs, "can't be read: " + reason, null, "Mend the file, or name another."));
        }
        return null;
    }
}
