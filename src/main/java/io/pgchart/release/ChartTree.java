package io.pgchart.release;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The chart of a record as Helm's types want it: texts as texts, in the order of Go's fields, without what Go would
 * refuse to read.
 *
 * <p>Source: Helm's pkg/chart/v2, Chart and Metadata. Templates are left out: they are not Helm's, and no command of
 * Helm reads them back.
 */
final class ChartTree {

    private static final String TEXT = "text";
    private static final String TEXTS = "texts";
    private static final String FLAG = "flag";
    private static final String MAP = "map";
    private static final String PEOPLE = "people";

    /** The fields of Helm's Metadata in their order; charts with dependencies are not ours to install. */
    private static final List<Map.Entry<String, String>> METADATA = List.of(
            Map.entry("name", TEXT),
            Map.entry("home", TEXT),
            Map.entry("sources", TEXTS),
            Map.entry("version", TEXT),
            Map.entry("description", TEXT),
            Map.entry("keywords", TEXTS),
            Map.entry("maintainers", PEOPLE),
            Map.entry("icon", TEXT),
            Map.entry("apiVersion", TEXT),
            Map.entry("condition", TEXT),
            Map.entry("tags", TEXT),
            Map.entry("appVersion", TEXT),
            Map.entry("deprecated", FLAG),
            Map.entry("annotations", MAP),
            Map.entry("kubeVersion", TEXT),
            Map.entry("type", TEXT));

    private ChartTree() {}

    static MapNode of(ReleaseChart chart) {
        String schema = chart.schema();
        return Members.empty()
                .put("metadata", metadata(chart.metadata()))
                .put("lock", Members.scalar(null))
                .put("templates", Members.list(List.<Node>of(), item -> item))
                .put("values", sorted(chart.values()))
                .put("schema", Members.scalar(schema == null ? null : base64(schema)))
                .put("files", Members.list(chart.files().entrySet(), file -> file(file.getKey(), file.getValue())))
                .map();
    }

    /** A tree with the keys of its maps in the order of Go, which sorts them by their bytes. */
    static Node sorted(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Node> members = new TreeMap<>(ChartTree::compareBytes);
            map.members().forEach((key, value) -> members.put(key, sorted(value)));
            return new MapNode(members, map.origin());
        }
        return node instanceof ListNode list ? Members.list(list.items(), ChartTree::sorted) : node;
    }

    private static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static MapNode metadata(MapNode yaml) {
        Members metadata = Members.empty();
        METADATA.forEach(field -> {
            Node node = typed(yaml.get(field.getKey()), field.getValue());
            if (node != null) {
                metadata.put(field.getKey(), node);
            }
        });
        return metadata.map();
    }

    /** The node as Go's type has it; null when it is empty or of another shape. */
    private static @Nullable Node typed(@Nullable Node node, String type) {
        if (node instanceof ScalarNode scalar && !scalar.isNull()) {
            if (type.equals(FLAG)) {
                return Boolean.TRUE.equals(scalar.value()) ? scalar : null;
            }
            boolean isText = type.equals(TEXT) && !scalar.text().isEmpty();
            return isText ? Members.scalar(scalar.text()) : null;
        }
        if (node instanceof MapNode map && type.equals(MAP)) {
            return map.members().isEmpty() ? null : sorted(texts(map));
        }
        if (node instanceof ListNode list && !list.items().isEmpty()) {
            if (type.equals(TEXTS)) {
                return Members.list(list.items(), item -> Members.scalar(text(item)));
            }
            return type.equals(PEOPLE) ? Members.list(list.items(), ChartTree::person) : null;
        }
        return null;
    }

    private static Node person(Node node) {
        Members person = Members.empty();
        if (node instanceof MapNode map) {
            for (String key : List.of("name", "email", "url")) {
                person.putUnlessEmpty(key, text(map.get(key)));
            }
        }
        return person.map();
    }

    private static MapNode texts(MapNode map) {
        Map<String, Node> texts = new LinkedHashMap<>();
        map.members().forEach((key, value) -> texts.put(key, Members.scalar(text(value))));
        return new MapNode(texts, map.origin());
    }

    private static String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : "";
    }

    private static Node file(String path, String text) {
        return Members.empty().put("name", path).put("data", base64(text)).map();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
