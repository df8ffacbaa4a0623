package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.syntax.Flaw;
import io.pgchart.values.Interpolation.Lookup;
import io.pgchart.values.Interpolation.Property;
import io.pgchart.yaml.JsonText;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties in the scalars of values files. */
final class InterpolationTest {

    private static final Map<String, String> KNOWN = Map.of(
            "name",
            "orders",
            "number",
            "15",
            "flag",
            "true",
            "yes",
            "yes",
            "nested",
            "${name}",
            "empty",
            "",
            "brace",
            "}",
            "yaml",
            "x\n  injected: true",
            "server:db.password",
            "hunter2");

    private static final Lookup LOOKUP = new Lookup() {
        @Override
        public @Nullable Property find(String name) {
            String text = KNOWN.get(name);
            return text == null ? null : new Property(text, name.startsWith("server:"));
        }

        @Override
        public @Nullable Flaw flaw(String name) {
            return name.equals("circle") ? new Flaw("refers to itself", "Give it a value.") : null;
        }

        @Override
        public Collection<String> names() {
            return KNOWN.keySet();
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "${name} | \"orders\"",
                "${number} | 15",
                "${flag} | true",
                "${yes} | \"yes\"",
                "${empty} | \"\"",
                "x-${name}-${number} | \"x-orders-15\"",
                "${number}${number} | \"1515\"",
                "$${name} | \"${name}\"",
                "$$${name} | \"$${name}\"",
                "x $${name} ${name} | \"x ${name} orders\"",
                "${nested} | \"${name}\"",
                "a ${nested} b | \"a ${name} b\"",
                "${name | \"${name\"",
                "${} | \"${}\"",
                "$name | \"$name\"",
                "100% $ | \"100% $\"",
                "${brace}x} | \"}x}\""
            })
    void replacesOnceAndTypesWhatStandsAlone(String text, String expected) {
        assertThat(interpolated("v: '" + text + "'", Schema.open())).isEqualTo("{\"v\": " + expected + "}");
    }

    @Test
    void takesTheTypeThatTheSchemaWants() {
        Schema schema = Trees.schema("{properties: {s: {type: string}, i: {type: integer}, b: {type: boolean}}}");

        assertThat(interpolated("{s: '${number}', i: '${number}', b: '${flag}'}", schema))
                .isEqualTo("{\"s\": \"15\",\"i\": 15,\"b\": true}");
    }

    @Test
    void reachesListsAndMapsAndLeavesKeysAlone() {
        assertThat(interpolated("{a: [{'${name}': '${name}'}]}", Schema.open()))
                .isEqualTo("{\"a\": [{\"${name}\": \"orders\"}]}");
    }

    @Test
    void aPropertyCannotBreakTheYaml() {
        assertThat(interpolated("v: ${yaml}", Schema.open())).isEqualTo("{\"v\": \"x\\n  injected: true\"}");
    }

    @Test
    void anUnknownPropertyIsAnErrorThatNamesTheNearest() {
        Problems problems = new Problems();

        new Interpolation(LOOKUP, Schema.open()).apply("values.yaml", Trees.map("a:\n  b: x ${nmae} y"), problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("a.b: '${nmae}' names no property (values.yaml:2). Did you mean name");
    }

    @Test
    void tellsWhatTheLookupHasAgainstAName() {
        Problems problems = new Problems();

        new Interpolation(LOOKUP, Schema.open()).apply("values.yaml", Trees.map("a: x ${circle}"), problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("a: '${circle}' refers to itself (values.yaml:1). Give it a value.");
    }

    @Test
    void whatASecretWentIntoIsMaskedEverywhere() {
        Problems problems = new Problems();
        String yaml =
                "plain: ${server:db.password}\nurl: pg://u:${server:db.password}@h\nname: ${name}\nlist: ['${server:db.password}']";
        Layer layer = new Interpolation(LOOKUP, Schema.open()).apply("values.yaml", Trees.map(yaml), problems);
        Values values = Trees.values("{}", Schema.open()).with(layer);

        assertThat(JsonText.of(values.tree())).contains("pg://u:hunter2@h");
        assertThat(JsonText.of(values.masked()))
                .isEqualTo("{\"plain\": \"******\",\"url\": \"******\",\"name\": \"orders\",\"list\": [\"******\"]}");
        assertThat(values.leaves().toString()).doesNotContain("hunter2");
    }

    @Test
    void aSecretIsNeverTakenForANumber() {
        Lookup digits = new Lookup() {
            @Override
            public Property find(String name) {
                return new Property("0123", true);
            }

            @Override
            public Collection<String> names() {
                return KNOWN.keySet();
            }
        };
        Layer layer = new Interpolation(digits, Schema.open()).apply("f", Trees.map("v: ${x}"), new Problems());

        assertThat(JsonText.of(layer.tree())).isEqualTo("{\"v\": \"0123\"}");
        assertThat(new Property("hunter2", true)).hasToString("******");
    }

    private static String interpolated(String yaml, Schema schema) {
        Problems problems = new Problems();
        Layer layer = new Interpolation(LOOKUP, schema).apply("values.yaml", Trees.map(yaml), problems);
        problems.throwIfAny();
        return JsonText.of(layer.tree());
    }
}
