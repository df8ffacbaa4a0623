package io.pgchart.chartfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import io.pgchart.yaml.YamlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code values.yaml}, its schema and the templates agree on which keys there are. */
class ValuesReferenceTest {

    private static final MapNode VALUES = read("values.yaml");
    private static final MapNode SCHEMA = read("values.schema.json");

    /** Used by overlays, or by what the plugin works out of them. */
    private static final Set<String> USED_ELSEWHERE = Set.of(
            "custom",
            "fullnameOverride",
            "image",
            "pgbackrest.kubectl.image",
            "metrics.image",
            "pgbackrest.walArchiving.queueMax");

    @Test
    void everyKeyHasTheSameDefaultInTheSchemaAndADescription() {
        List<String> differences = new ArrayList<>();
        compare("", VALUES, SCHEMA, differences);

        assertThat(differences).isEmpty();
    }

    @Test
    void everyKeyIsUsedBySomeTemplate() {
        Set<String> used = new HashSet<>(USED_ELSEWHERE);
        Pattern name = Pattern.compile("\\b(?:Values|Seconds)\\.([A-Za-z0-9.]+)");
        Stream.of(
                        BuiltInChart.CHART.templates().stream(),
                        BuiltInChart.CHART.files().stream(),
                        Stream.ofNullable(BuiltInChart.CHART.notes()))
                .flatMap(files -> files)
                .map(ChartFile::text)
                .forEach(text -> {
                    for (Matcher matcher = name.matcher(text); matcher.find(); ) {
                        used.add(matcher.group(1));
                    }
                });

        assertThat(leaves("", VALUES))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(used)
                        .as("a template that uses %s", key)
                        .anyMatch(use -> key.equals(use) || key.startsWith(use + ".")));
    }

    private static void compare(String path, MapNode values, MapNode schema, List<String> differences) {
        MapNode properties = schema.map("properties");
        Map<String, Node> described = properties == null ? Map.of() : properties.members();
        for (String key : described.keySet()) {
            if (!values.members().containsKey(key)) {
                differences.add(path + key + " is in the schema alone");
            }
        }
        values.members().forEach((key, value) -> {
            if (described.get(key) instanceof MapNode property) {
                compare(path + key, value, resolved(property), differences);
            } else {
                differences.add(path + key + " is not in the schema");
            }
        });
    }

    private static void compare(String path, Node value, MapNode schema, List<String> differences) {
        if (schema.text("description") == null) {
            differences.add(path + " has no description");
        }
        Node byDefault = schema.get("default");
        if (byDefault != null) {
            if (!YamlWriter.text(byDefault).equals(YamlWriter.text(value))) {
                differences.add(path + " has another default in the schema");
            }
        } else if (value instanceof MapNode map) {
            compare(path + ".", map, schema, differences);
        } else {
            differences.add(path + " has no default in the schema");
        }
    }

    /** The schema with what its reference says below what it says itself. */
    private static MapNode resolved(MapNode schema) {
        String reference = schema.text("$ref");
        MapNode definitions = SCHEMA.map("$defs");
        if (reference == null || definitions == null) {
            return schema;
        }
        MapNode target = definitions.map(reference.substring("#/$defs/".length()));
        Map<String, Node> members =
                new LinkedHashMap<>(Objects.requireNonNull(target, reference).members());
        members.putAll(schema.members());
        return new MapNode(members, schema.origin());
    }

    private static List<String> leaves(String path, MapNode map) {
        List<String> leaves = new ArrayList<>();
        map.members().forEach((key, value) -> {
            if (value instanceof MapNode inner && !inner.members().isEmpty()) {
                leaves.addAll(leaves(path + key + ".", inner));
            } else {
                leaves.add(path + key);
            }
        });
        return leaves;
    }

    private static MapNode read(String file) {
        Problems problems = new Problems();
        try {
            MapNode tree = YamlReader.map(Files.readString(Path.of("chart", file)), file, problems);
            problems.throwIfAny();
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
