package io.pgchart.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that are built into Kubernetes, and their fields, as an API server describes them.
 *
 * <p>The table is text, {@code kubernetes-fields.txt}: one line a group version ({@code batch/v1 CronJob:n:<type>
 * CronJobList}: a kind that can be applied has {@code n} for in a namespace or {@code c} for cluster-wide, and its
 * type), one line a type ({@code batch.v1.CronJobSpec jobTemplate!:batch.v1.JobTemplateSpec suspend:b}: {@code !} for
 * required, {@code +} for not empty, {@code [} for a list of, {@code (…)} the keys that tell its items apart, <code>{</code> for a map of,
 * {@code e(a|b)} for one of, a letter of {@link FieldType.Simple}, or a type). The lines are sorted, and only those
 * that are asked for are ever parsed.
 */
final class FieldTable {

    static final String RESOURCE = "kubernetes-fields.txt";

    private final String lines;

    /** What was parsed so far. Replaced and never changed, so that several threads may ask. */
    private volatile Map<String, ObjectType> parsed = Map.of();

    FieldTable(String lines) {
        this.lines = lines;
    }

    /** Loads the table on first use only. */
    private static final class BuiltIn {
        static final FieldTable TABLE = new FieldTable(read());
    }

    static FieldTable builtIn() {
        return BuiltIn.TABLE;
    }

    static String read() {
        try (InputStream in = FieldTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    /** Whether this is a group version of Kubernetes itself: {@code apps/v1}. */
    boolean isBuiltIn(String apiVersion) {
        return group(apiVersion) != null;
    }

    /** The type of a built-in kind that can be applied, or null. */
    @Nullable
    ObjectType kind(String apiVersion, String kind) {
        String entry = entry(apiVersion, kind);
        return entry == null ? null : type(entry.substring(2));
    }

    /** Whether objects of this built-in kind live in a namespace; false for kinds that are not built in. */
    boolean isNamespaced(String apiVersion, String kind) {
        String entry = entry(apiVersion, kind);
        return entry != null && entry.charAt(0) == 'n';
    }

    /** The type of that name, which the table must have. */
    ObjectType type(String name) {
        ObjectType known = parsed.get(name);
        if (known != null) {
            return known;
        }
        String line = line(name);
        if (line == null) {
            throw new IllegalStateException(RESOURCE + " has no " + name);
        }
        ObjectType type = new TypeLine(line).parse(name);
        Map<String, ObjectType> more = new HashMap<>(parsed);
        more.put(name, type);
        parsed = more;
        return type;
    }

    /** The kinds of a built-in group version that can be applied: for a message. */
    List<String> kinds(String apiVersion) {
        String line = group(apiVersion);
        List<String> kinds = new ArrayList<>();
        for (String entry : line == null ? new String[0] : line.split(" ", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                kinds.add(entry.substring(0, colon));
            }
        }
        return kinds;
    }

    /** Whether the group version has the kind, but only for requests: a review, or a list. */
    boolean isRequest(String apiVersion, String kind) {
        String line = group(apiVersion);
        return line != null && (" " + line + " ").contains(" " + kind + " ");
    }

    /** All group versions, {@code apps/v1} or {@code v1}: for a message. */
    List<String> groupVersions() {
        List<String> all = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            String key = line.substring(0, Math.max(0, line.indexOf(' ')));
            if (isGroupVersion(key)) {
                all.add(key);
            }
        }
        return all;
    }

    /** The group versions that have a kind of that name: for a message. */
    List<String> groupVersionsOf(String kind) {
        List<String> found = new ArrayList<>();
        for (String groupVersion : groupVersions()) {
            if (entry(groupVersion, kind) != null) {
                found.add(groupVersion);
            }
        }
        return found;
    }

    /** {@code n:<type>} or {@code c:<type>} of a kind that can be applied. */
    private @Nullable String entry(String apiVersion, String kind) {
        String line = group(apiVersion);
        if (line == null) {
            return null;
        }
        for (int start = 0; start < line.length(); ) {
            int space = line.indexOf(' ', start);
            int end = space < 0 ? line.length() : space;
            if (line.startsWith(kind, start)
                    && start + kind.length() < end
                    && line.charAt(start + kind.length()) == ':') {
                return line.substring(start + kind.length() + 1, end);
            }
            start = end + 1;
        }
        return null;
    }

    private @Nullable String group(String apiVersion) {
        return isGroupVersion(apiVersion) ? line(apiVersion) : null;
    }

    private static boolean isGroupVersion(String key) {
        return key.indexOf('/') > 0 || key.equals("v1");
    }

    /** What stands behind the key, by binary search over the sorted lines. */
    private @Nullable String line(String key) {
        int low = 0;
        int high = lines.length();
        while (low < high) {
            int start = lines.lastIndexOf('\n', ((low + high) >>> 1) - 1) + 1;
            int end = lines.indexOf('\n', start);
            int order = compare(key, start);
            if (order == 0) {
                return lines.substring(start + key.length() + 1, end);
            }
            if (order < 0) {
                high = start;
            } else {
                low = end + 1;
            }
        }
        return null;
    }

    /** Compares with the key of the line that starts there. */
    private int compare(String key, int start) {
        for (int i = 0; i < key.length(); i++) {
            char c = lines.charAt(start + i);
            if (c != key.charAt(i)) {
                return c == ' ' ? 1 : key.charAt(i) - c;
            }
        }
        return lines.charAt(start + key.length()) == ' ' ? 0 : -1;
    }
}
