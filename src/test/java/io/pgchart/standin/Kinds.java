package io.pgchart.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds that are built into Kubernetes, out of the plugin's own table. */
public final class Kinds {

    private static final String TABLE = "/io/pgchart/cluster/fabric8/kubernetes-resources.txt";

    /**
     * One of them.
     *
     * @param plural as the API's paths name it
     */
    public record Kind(String apiVersion, String name, String plural, boolean isNamespaced) {

        /** The path of all objects of the kind, in a namespace where it lives in one. */
        public String path(String namespace) {
            return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion
                    + (isNamespaced ? "/namespaces/" + namespace : "") + "/" + plural;
        }

        /** As kubectl names it: {@code pod}, {@code statefulset.apps}. */
        public String resource() {
            int slash = apiVersion.indexOf('/');
            return name.toLowerCase(Locale.ROOT) + (slash < 0 ? "" : "." + apiVersion.substring(0, slash));
        }
    }

    private final List<Kind> all = read();

    /** The kind of a path. */
    public Optional<Kind> ofPlural(String apiVersion, String plural) {
        return all.stream()
                .filter(kind -> kind.apiVersion.equals(apiVersion) && kind.plural.equals(plural))
                .findFirst();
    }

    /** The kind that kubectl takes a word for. */
    public Kind ofWord(String word) {
        String name = word.equals("pvc") ? "persistentvolumeclaim" : word;
        return all.stream()
                .filter(kind -> kind.name.equalsIgnoreCase(name) || kind.plural.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind is called " + word));
    }

    private static List<Kind> read() {
        try (InputStream in = Objects.requireNonNull(Kinds.class.getResourceAsStream(TABLE), TABLE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().flatMap(Kinds::group).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Kind> group(String line) {
        String[] words = line.split(" ", -1);
        return Stream.of(words)
                .skip(1)
                .map(word -> word.split(":", -1))
                .map(parts -> new Kind(words[0], parts[0], parts[2], parts[1].equals("n")));
    }
}
