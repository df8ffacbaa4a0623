package io.pgchart.values;

import static io.pgchart.values.Place.Standing.KNOWN;
import static io.pgchart.values.Place.Standing.OPEN;
import static io.pgchart.values.Place.Standing.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema says of places, whether there is a value or not. */
final class SchemaTest {

    private static final Schema SCHEMA = Trees.schema("""
            type: object
            additionalProperties: false
            properties:
              image: {$ref: '#/$defs/image'}
              annotations: {type: object, additionalProperties: {type: string}}
              anything: {}
              list: {type: array, items: {type: object, additionalProperties: false, properties: {key: {type: string}}}}
              size: {anyOf: [{type: integer}, {type: string}]}
              choice: {enum: [1, a, null]}
              either:
                type: object
                oneOf:
                  - {properties: {one: {type: string}}}
                  - {properties: {two: {writeOnly: true}}}
              tree: {$ref: '#/$defs/tree'}
            allOf:
              - if: {properties: {image: {const: x}}}
                then: {properties: {list: {minItems: 1}, hidden: {type: boolean}}}
            $defs:
              image:
                type: object
                additionalProperties: false
                properties: {tag: {type: [string, 'null']}, pull: {$ref: '#/$defs/pull'}}
              pull: {enum: [Always, Never]}
              tree: {type: object, properties: {left: {$ref: '#/$defs/tree'}, leaf: {writeOnly: true}}}
            """);

    @Test
    void namesStandKnownOpenOrUnknown() {
        assertThat(standing("image.tag")).isEqualTo(KNOWN);
        assertThat(standing("image.tga")).isEqualTo(UNKNOWN);
        assertThat(standing("image.tga.x")).isEqualTo(UNKNOWN);
        assertThat(standing("nothing")).isEqualTo(UNKNOWN);
        assertThat(standing("annotations[\"a/b\"]")).isEqualTo(OPEN);
        assertThat(standing("anything.at.all[3].x")).isEqualTo(OPEN);
        assertThat(standing("list[7].key")).isEqualTo(KNOWN);
        assertThat(standing("list[7].kex")).isEqualTo(UNKNOWN);
        assertThat(standing("either.one")).isEqualTo(KNOWN);
        assertThat(standing("either.three")).isEqualTo(OPEN);
        assertThat(standing("tree.left.left.left.leaf")).isEqualTo(KNOWN);
        assertThat(standing("hidden"))
                .as("a closed root knows what it names alone")
                .isEqualTo(UNKNOWN);
    }

    @Test
    void placesHaveTypes() {
        assertThat(SCHEMA.at(ValuePath.parse("image.tag")).types())
                .containsExactlyInAnyOrder(ValueType.STRING, ValueType.NULL);
        assertThat(SCHEMA.at(ValuePath.parse("image.pull")).types()).containsExactly(ValueType.STRING);
        assertThat(SCHEMA.at(ValuePath.parse("size")).types())
                .containsExactlyInAnyOrder(ValueType.INTEGER, ValueType.STRING);
        assertThat(SCHEMA.at(ValuePath.parse("choice")).types())
                .containsExactlyInAnyOrder(ValueType.INTEGER, ValueType.STRING, ValueType.NULL);
        assertThat(SCHEMA.at(ValuePath.parse("anything")).types()).isEqualTo(EnumSet.allOf(ValueType.class));
        assertThat(SCHEMA.at(ValuePath.parse("annotations.x")).types()).containsExactly(ValueType.STRING);
    }

    @Test
    void placesNameTheirKeys() {
        assertThat(SCHEMA.at(ValuePath.parse("image")).names()).containsExactly("tag", "pull");
        assertThat(SCHEMA.at(ValuePath.parse("either")).names()).containsExactly("one", "two");
        assertThat(SCHEMA.at(ValuePath.parse("list[0]")).names()).containsExactly("key");
        assertThat(SCHEMA.at(ValuePath.parse("nothing")).names()).isEmpty();
    }

    @Test
    void secrecyReachesEveryFormOfAPlaceAndAllBelow() {
        assertThat(SCHEMA.at(ValuePath.parse("either.two")).isSecret()).isTrue();
        assertThat(SCHEMA.at(ValuePath.parse("either.two.deep[0].er")).isSecret())
                .isTrue();
        assertThat(SCHEMA.at(ValuePath.parse("either.one")).isSecret()).isFalse();
        assertThat(SCHEMA.at(ValuePath.parse("tree.left.leaf")).isSecret()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: strin}",
                "{patternProperties: {}}",
                "{$ref: '#/$defs/x'}",
                "{$ref: '#'}",
                "{$ref: other.json}",
                "{properties: []}",
                "{properties: {a: 1}}",
                "{required: a}",
                "{required: [1]}",
                "{minimum: x}",
                "{minLength: -1}",
                "{minLength: 1.5}",
                "{enum: x}",
                "{format: uuid}",
                "{pattern: '('}",
                "{allOf: {}}",
                "{anyOf: []}",
                "{then: {}}",
                "{writeOnly: 'yes'}",
                "{dependentRequired: []}",
                "{dependentRequired: {a: b}}",
                "{$schema: 'http://json-schema.org/draft-04/schema#'}",
                "{items: [{}]}",
                "{additionalItems: false}",
                "{allOf: [{$ref: '#/$defs/a'}], $defs: {a: {anyOf: [{$ref: '#/$defs/b'}]}, b: {$ref: '#/$defs/a'}}}",
                "{if: {$ref: '#'}}",
                "{description: 1, title: [x], errorMessage: 5}"
            })
    void refusesWhatItDoesNotCheck(String yaml) {
        Problems problems = new Problems();

        Schema schema = Schema.parse(Trees.map(yaml), problems);

        assertThat(problems.list())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.where()).startsWith("values.yaml:"));
        assertThat(schema.at(ValuePath.parse("any.thing")).standing()).isEqualTo(OPEN);
    }

    @Test
    void aSchemaMayDescribeATreeByItself() {
        String recursive = "{properties: {child: {$ref: '#'}, n1: {type: integer}}, additionalProperties: false}";

        assertThat(Trees.check(recursive, "{child: {child: {n1: 1}}}")).isEmpty();
        assertThat(Trees.check(recursive, "{child: {child: {n1: x}}}")).hasSize(1);
        assertThat(Trees.schema(recursive).at(ValuePath.parse("child.child.n1")).types())
                .containsExactly(ValueType.INTEGER);
    }

    private static Place.Standing standing(String path) {
        return SCHEMA.at(ValuePath.parse(path)).standing();
    }
}
