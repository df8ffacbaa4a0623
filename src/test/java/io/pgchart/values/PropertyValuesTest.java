package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Single values out of properties. */
final class PropertyValuesTest {

    private static final Schema SCHEMA = Trees.schema("""
            {additionalProperties: false, properties: {
              replicaCount: {type: integer}, tag: {type: string}, enabled: {type: boolean}, ratio: {type: number},
              notes: {additionalProperties: true}, list: {type: array, items: {type: object}}}}""");

    @Test
    void textTakesTheSchemasType() {
        assertThat(layer(
                        Map.of(
                                "pgchart.values.replicaCount", "2",
                                "pgchart.values.tag", "16",
                                "pgchart.values.enabled", "true",
                                "pgchart.values.ratio", "0.5",
                                "pgchart.values.notes.a\\.b", "7",
                                "pgchart.values.notes[\"c/d\"]", "x",
                                "java.version", "17"),
                        "{}"))
                .isEqualTo(
                        "{\"enabled\": true,\"notes\": {\"a.b\": 7,\"c/d\": \"x\"},\"ratio\": 0.5,\"replicaCount\": 2,\"tag\": \"16\"}");
    }

    @Test
    void anIndexEditsTheListOfTheWeakerLayers() {
        assertThat(layer(Map.of("pgchart.values.list[1].key", "z"), "{list: [{key: x}, {key: w, op: Exists}]}"))
                .isEqualTo("{\"list\": [{\"key\": \"x\"},{\"key\": \"z\",\"op\": \"Exists\"}]}");
    }

    @Test
    void theLayersAreNamedAsTheConsoleTellsThem() {
        Values values = Trees.values("{}", SCHEMA);
        Map<String, String> one = Map.of("pgchart.values.tag", "16");
        Map<String, String> two = Map.of("pgchart.values.tag", "16", "pgchart.values.enabled", "true");

        assertThat(PropertyValues.ofProject(one, values, new Problems()).name()).isEqualTo("1 project property");
        assertThat(PropertyValues.ofProject(two, values, new Problems()).name()).isEqualTo("2 project properties");
        assertThat(PropertyValues.ofCommandLine(two, values, new Problems()).name())
                .isEqualTo("2 -D properties");
        assertThat(values.with(PropertyValues.ofCommandLine(one, values, new Problems()))
                        .leaves())
                .singleElement()
                .satisfies(leaf -> assertThat(leaf.origin()).hasToString("-Dpgchart.values.tag"));
    }

    @Test
    void whatDoesNotFitNamesTheProperty() {
        Problems problems = new Problems();
        Values values = Trees.values("{}", SCHEMA);

        Layer layer = PropertyValues.ofProject(
                Map.of("pgchart.values.replicaCount", "two", "pgchart.values.replicaCuont", "2"), values, problems);
        SchemaCheck.check(values.with(layer), problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        "replicaCount: 'two' is a string, expected an integer (property pgchart.values.replicaCount). "
                                + "Write an integer.",
                        "replicaCuont: is no key that the chart knows (property pgchart.values.replicaCuont). "
                                + "Did you mean replicaCount?");
    }

    private static String layer(Map<String, String> properties, String weaker) {
        Problems problems = new Problems();
        Layer layer = PropertyValues.ofProject(properties, Trees.values(weaker, SCHEMA), problems);
        problems.throwIfAny();
        return JsonText.of(layer.tree());
    }
}
