package io.pgchart.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class JsonReaderTest {

    private static final String SOURCE = "values.schema.json";

    /** Characters that make JSON into something else, or into a bad JSON, wherever they get to. */
    private static final String INTRUDERS =
            "{}[],:\"\\'#-+.0e19 \n\t\rnulatr&*!|>%@`?~\u00e9\u0085\u2028\ufeff\ud83d\u0007";

    @Property(tries = 3000)
    void whatItReadsYamlReadsTheSame(@ForAll("texts") String text) {
        MapNode json = JsonReader.map(text, SOURCE);

        if (json != null) {
            // The text of a record tells the order of members too.
            assertThat(String.valueOf(json)).as(text).isEqualTo(String.valueOf(byYaml(text)));
            assertThat(json).isEqualTo(byYaml(text));
        }
    }

    @Property(tries = 500)
    void readsEveryLayoutOfJson(@ForAll("layouts") String text) {
        assertThat(JsonReader.map(text, SOURCE)).as(text).isNotNull();
    }

    @Example
    void readsTheChartsOwnSchemaAsYamlDoes() throws IOException {
        String schema = Files.readString(Path.of("chart/values.schema.json"));

        assertThat(JsonReader.map(schema, SOURCE)).isNotNull().isEqualTo(byYaml(schema));
    }

    @Example
    void leavesToYamlWhatYamlReadsOtherwiseOrRefuses() {
        assertThat(List.of(
                        "",
                        "[1]",
                        " {}",
                        "{} {}",
                        "{}\n---\n{}",
                        "{\"a\": 1, \"a\": 2}",
                        "{\"a\": 1e3}",
                        "{\"a\": 01}",
                        "{\"a\": -}",
                        "{\"a\": +1}",
                        "{\"a\": .5}",
                        "{\"a\": 1.}",
                        "{\"a\": yes}",
                        "{\"a\": 'b'}",
                        "{\"a\": [1,]}",
                        "{\"a\": 1,}",
                        "{\"a\": }",
                        "{\"a\" 1}",
                        "{\"a\"\n: 1}",
                        "{a: 1}",
                        "{\"a\":\t1}",
                        "{\"a\": 1}\r\n",
                        "{\"a\": \"\t\"}",
                        "{\"a\": \"b\nc\"}",
                        "{\"a\": \"\\x41\"}",
                        "{\"a\": \"\\ud83d\\ude00\"}",
                        "{\"a\": \"\\u00g0\"}",
                        "{\"a\": \"\\u00",
                        "{\"a\": \"\ud83d\ude00\"}",
                        "{\"a\": \"\u0085\"}",
                        "{\"a\": 1} # one",
                        "{\"a\": &b 1}",
                        "{\"a\": 1",
                        "{\"" + "k".repeat(1100) + "\": 1}",
                        nested(TreeBuilder.MAX_DEPTH + 1)))
                .allSatisfy(text ->
                        assertThat(JsonReader.map(text, SOURCE)).as(text).isNull());
        assertThat(JsonReader.map(nested(TreeBuilder.MAX_DEPTH), SOURCE)).isNotNull();
    }

    @Provide
    Arbitrary<String> layouts() {
        return Arbitraries.randomValue(random -> layout(random));
    }

    /** JSON, and JSON with up to two characters added, changed or taken away. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.randomValue(random -> {
            StringBuilder text = new StringBuilder(layout(random));
            for (int changes = random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
                int at = random.nextInt(text.length());
                String intruder = String.valueOf(INTRUDERS.charAt(random.nextInt(INTRUDERS.length())));
                text.replace(at, at + random.nextInt(2), random.nextInt(4) == 0 ? "" : intruder);
            }
            return text.toString();
        });
    }

    private static String layout(Random random) {
        StringBuilder out = new StringBuilder();
        map(random, 0, out);
        return out.append(space(random)).toString();
    }

    private static void map(Random random, int depth, StringBuilder out) {
        out.append('{');
        for (int i = 0, size = random.nextInt(4); i < size; i++) {
            out.append(i == 0 ? "" : space(random) + ",").append(space(random));
            // The number keeps the keys apart.
            out.append('"').append(i).append(string(random)).append('"').append(" ".repeat(random.nextInt(2)));
            out.append(':').append(space(random));
            value(random, depth + 1, out);
        }
        out.append(space(random)).append('}');
    }

    private static void value(Random random, int depth, StringBuilder out) {
        switch (random.nextInt(depth > 3 ? 3 : 5)) {
            case 0 -> out.append('"').append(string(random)).append('"');
            case 1 -> out.append(random.nextBoolean() ? "true" : random.nextBoolean() ? "false" : "null");
            case 2 -> out.append(random.nextBoolean() ? random.nextInt() : random.nextInt(999) + ".50");
            case 3 -> map(random, depth, out);
            default -> {
                out.append('[');
                for (int i = 0, size = random.nextInt(3); i < size; i++) {
                    out.append(i == 0 ? "" : space(random) + ",").append(space(random));
                    value(random, depth + 1, out);
                }
                out.append(space(random)).append(']');
            }
        }
    }

    private static String string(Random random) {
        List<String> pieces = List.of(
                "a", "", "yes", "0", " ", ": ", "#", "- ", "{", "}", ",", "'", "\\\"", "\\\\", "\\/", "\\n", "\\t",
                "\\b", "\\f", "\\r", "\\u00e9", "\\u0000", "\\uFFFD", "\u00e9", "\u20ac", "\ufffd", "<<", "&a", "...");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    private static String space(Random random) {
        return List.of("", "", " ", "\n", "\n    ", "  ").get(random.nextInt(6));
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "1" + "]".repeat(depth - 1) + "}";
    }

    private static @Nullable Node byYaml(String text) {
        Problems problems = new Problems();
        List<Node> documents = YamlReader.documents(text, SOURCE, problems);
        assertThat(problems.list()).as(text).isEmpty();
        return documents.isEmpty() ? new MapNode(Map.of(), new Origin(SOURCE, 1, 1)) : documents.get(0);
    }
}
