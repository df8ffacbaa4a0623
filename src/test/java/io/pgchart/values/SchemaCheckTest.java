package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of the schema check; its verdicts are proven by {@link SchemaDifferentialTest}. */
final class SchemaCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{properties: {a: {type: integer}}} | a: '5' | a: '5' is a string, expected an integer (values.yaml:1). Write 5 without quotes.",
                "{properties: {a: {type: [integer, string, 'null']}}} | a: true | a: true is a boolean, expected an integer or a string (values.yaml:1). Write \"true\" in quotes.",
                "{properties: {a: {type: string}}} | a: [] | a: is a list, expected a string (values.yaml:1). Write a string.",
                "{properties: {a: {enum: [gz, lz4]}}} | a: gzz | a: 'gzz' is not one of gz or lz4 (values.yaml:1). Did you mean gz?",
                "{properties: {a: {const: 5}}} | a: 6 | a: 6 is not 5 (values.yaml:1). Write 5.",
                "{properties: {a: {exclusiveMinimum: 0}}} | a: 0 | a: 0 is too small, expected more than 0 (values.yaml:1). Write a number of more than 0.",
                "{properties: {a: {minLength: 1}}} | a: '' | a: is empty, expected some text (values.yaml:1). Give it a value, or remove the key.",
                "{properties: {a: {maxLength: 3}}} | a: abcde | a: 'abcde' has 5 characters, expected at most 3 (values.yaml:1). Shorten it by 2.",
                "{properties: {a: {pattern: '^b'}}} | a: abc | a: 'abc' does not match the pattern ^b (values.yaml:1). Write text of the form that it describes.",
                "{properties: {a: {minItems: 1}}} | a: [] | a: has 0 items, expected at least 1 (values.yaml:1). Add some.",
                "{properties: {a: {uniqueItems: true}}} | a: [1, 2, 1.0] | a[2]: repeats the item [0] (values.yaml:1). Keep one of the two.",
                "{required: [a], properties: {a: {type: string}}} | {} | a: is missing, expected a string (values.yaml:1). Set a.",
                "{required: [a]} | a: null | a: is missing (values.yaml:1). Set a.",
                "{dependentRequired: {a: [b]}} | a: 1 | b: is missing, expected because a is set (values.yaml:1). Set b.",
                "{minProperties: 2} | a: 1 | values: has 1 key, expected at least 2 (values.yaml:1). Add some.",
                "{propertyNames: {maxLength: 2}} | abc: 1 | abc: the key has 3 characters, expected at most 2 (values.yaml:1). Shorten it by 1.",
                "{additionalProperties: false} | abc: 1 | abc: is no key that the chart knows (values.yaml:1). Remove it: no key is known here.",
                "{properties: {a: false}} | a: 1 | a: 1 is not allowed here (values.yaml:1). Remove it.",
                "{anyOf: [{required: [a]}, {required: [b]}]} | c: 1 | values: needs a or b (values.yaml:1). Set one of them.",
                "{oneOf: [{required: [a]}, {required: [b]}]} | {a: 1, b: 1} | values: has a and b, expected one of them (values.yaml:1). Keep one of them.",
                "{not: {required: [a, b]}} | {a: 1, b: 1} | values: has a and b, expected not all of them (values.yaml:1). Remove one of them.",
                "{not: {required: [a]}} | a: 1 | a: is not allowed here (values.yaml:1). Remove it.",
                "{properties: {a: {anyOf: [{type: integer}, {type: boolean}]}}} | a: x | a: 'x' is a string, expected a boolean or an integer (values.yaml:1). Write true or false.",
                "{properties: {a: {anyOf: [{type: 'null'}, {minLength: 3}]}}} | a: x | a: 'x' has 1 character, expected at least 3 (values.yaml:1). Lengthen it.",
                "{properties: {a: {anyOf: [{pattern: '^b'}, {minLength: 3}]}}} | a: x | a: fits none of the 2 forms allowed: does not match the pattern ^b; or has 1 character, expected at least 3 (values.yaml:1). Mend one of these.",
                "{if: {properties: {e: {properties: {on1: {const: true}}}}}, then: {required: [b]}} | e: {on1: true} | b: is missing, because e.on1 is true (values.yaml:1). Set b."
            })
    void tellsInWords(String schema, String values, String message) {
        assertThat(Trees.check(schema, values)).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"^a$ | a", "^a\\$$ | a$", "^[$]$ | $", "^[[$]a]$ | $", "^(?!b$)a?b?$ | ab"})
    void theEndInAPatternIsTheEndOfTheText(String pattern, String text) {
        String schema = "{properties: {a: {pattern: '" + pattern + "'}}}";

        assertThat(Trees.check(schema, "a: \"" + text + "\"")).isEmpty();
        assertThat(Trees.check(schema, "a: \"" + text + "\\n\""))
                .singleElement()
                .asString()
                .contains("does not match the pattern " + pattern + " ");
    }

    @Test
    void anErrorMessageReplacesWhatFailsInside() {
        String schema = """
                {properties: {s3: {
                  properties: {bucket: {type: string, minLength: 3, errorMessage: 'is no bucket, expected 3 letters. Write it as abc.'}},
                  if: {properties: {enabled: {const: true}}},
                  then: {required: [bucket], errorMessage: 'is enabled without a bucket. Set s3.bucket.'}}}}""";

        assertThat(Trees.check(schema, "s3: {enabled: true}"))
                .containsExactly("s3.bucket: is enabled without a bucket (values.yaml:1). Set s3.bucket.");
        assertThat(Trees.check(schema, "s3: {enabled: true, bucket: a}"))
                .containsExactly("s3.bucket: 'a' is no bucket, expected 3 letters (values.yaml:1). Write it as abc.");
        assertThat(Trees.check("{properties: {a: {type: string, errorMessage: is odd}}}", "a: 1"))
                .as("without a step of its own, that of what failed")
                .containsExactly("a: 1 is odd (values.yaml:1). Write \"1\" in quotes.");
    }

    @Test
    void nullOfAKnownKeyMeansUnset() {
        String schema =
                "{additionalProperties: false, properties: {a: {type: string, minLength: 1}}, maxProperties: 0}";

        assertThat(Trees.check(schema, "a: null")).isEmpty();
        assertThat(Trees.check(schema, "b: null")).hasSize(1);
    }

    @Test
    void nullInAListIsAnItem() {
        assertThat(Trees.check("{properties: {a: {items: {type: string}}}}", "a: [x, null]"))
                .containsExactly("a[1]: is null, expected a string (values.yaml:1). Write a string.");
    }

    @Test
    void aSecretIsNotShown() {
        String secret = "{properties: {a: {writeOnly: true, %s}}}";

        for (String rule : List.of(
                "type: integer",
                "enum: [x]",
                "const: x",
                "maxLength: 3",
                "minLength: 20",
                "pattern: '^x'",
                "format: quantity",
                "format: pem-certificate",
                "not: {minLength: 1}",
                "type: [integer, boolean]",
                "anyOf: [{minLength: 99}, {const: x}]")) {
            assertThat(Trees.check(secret.formatted(rule), "a: hunter2"))
                    .as(rule)
                    .singleElement()
                    .asString()
                    .doesNotContain("hunter2");
        }
        assertThat(Trees.check("{properties: {a: {writeOnly: true, items: {enum: [x]}}}}", "a: [hunter2]")
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void aLongValueIsCutShortAndControlsAreNotPrinted() {
        String message = Trees.check(
                        "{properties: {a: {maxLength: 3}}}", "a: \"x\\e[31m\\u202e" + "y".repeat(100_000) + '"')
                .get(0);

        assertThat(message)
                .hasSizeLessThan(250)
                .contains("(100007 characters)")
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
    }

    @Test
    void aValueThatWasToldWhenItWasReadIsNotToldAgain() {
        Problems problems = new Problems();
        Schema schema = Trees.schema("{properties: {a: {type: integer}, b: {type: integer}}}");
        Layer layer = new Interpolation(Interpolation.Lookup.NONE, schema)
                .apply("values.yaml", Trees.map("a: ${x}\nb: z"), problems);

        SchemaCheck.check(Values.of(layer, schema), problems);

        assertThat(problems.list()).extracting(problem -> problem.subject()).containsExactly("a", "b");
    }
}
