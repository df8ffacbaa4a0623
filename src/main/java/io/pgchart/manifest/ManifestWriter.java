package io.pgchart.manifest;

import io.pgchart.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes manifests as text: same objects, same bytes. */
public final class ManifestWriter {

    private ManifestWriter() {}

    /** One object as a YAML document without a marker before it, ending with a line feed. */
    public static String text(Manifest manifest) {
        return YamlWriter.text(manifest.tree());
    }

    /** The same with the values of a Secret's data not shown. */
    public static String maskedText(Manifest manifest) {
        return YamlWriter.text(manifest.holdsSecretData() ? SecretText.masked(manifest.tree()) : manifest.tree());
    }

    /**
     * Several objects as one stream, as {@code helm template} and the release record have it: before each object
     * {@code ---} and {@code # Source: <chart>/<template>}.
     */
    public static String text(List<Manifest> manifests, String chart) {
        StringBuilder stream = new StringBuilder();
        for (Manifest manifest : manifests) {
            append(manifest, chart, stream);
        }
        return stream.toString();
    }

    /**
     * Adds an object to such a stream.
     *
     * @return where its own {@linkplain #text(Manifest) text} begins, which ends with the stream
     */
    public static int append(Manifest manifest, String chart, StringBuilder stream) {
        stream.append("---\n# Source: ").append(chart).append('/').append(manifest.template());
        int start = stream.append('\n').length();
        YamlWriter.append(manifest.tree(), stream);
        return start;
    }

    /**
     * The files of {@code manifests/}: names like {@code 03-secret-postgresql.yaml}, numbered in the order given so
     * that they sort in it, with the object each holds.
     */
    public static Map<String, Manifest> files(List<Manifest> manifests) {
        int width = Math.max(2, String.valueOf(manifests.size()).length());
        Map<String, Manifest> files = new LinkedHashMap<>();
        for (int i = 0; i < manifests.size(); i++) {
            String number = String.valueOf(i + 1);
            ObjectId id = manifests.get(i).id();
            String kind = id.kind().toLowerCase(Locale.ROOT);
            String name = "0".repeat(width - number.length()) + number + "-" + kind + "-" + fileName(id.name());
            files.put(name + ".yaml", manifests.get(i));
        }
        return files;
    }

    /** The name with {@code _} for what some file system refuses: names of roles may hold a colon. */
    public static String fileName(String objectName) {
        StringBuilder name = new StringBuilder(objectName.length());
        for (int i = 0; i < objectName.length(); i++) {
            char c = objectName.charAt(i);
            boolean safe = c == '-' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
            name.append(safe ? c : '_');
        }
        return name.toString();
    }
}
