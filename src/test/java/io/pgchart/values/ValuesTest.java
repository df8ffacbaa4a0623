package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.yaml.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers, leaves, and what is not shown of them. */
final class ValuesTest {

    @Test
    void everyLeafKnowsWhereItWasWritten() {
        Values values = Trees.values("a: 1\nb:\n  c: [x, {d: 2}]\n  e: {}\n  f: null", Schema.open())
                .with(new Layer("over", Trees.map("a: 3", "over.yaml")));

        assertThat(values.leaves())
                .extracting(leaf -> leaf.path() + " = " + JsonText.of(leaf.value()) + " " + leaf.origin())
                .containsExactly(
                        "a = 3 over.yaml:1",
                        "b.c[0] = \"x\" values.yaml:3",
                        "b.c[1].d = 2 values.yaml:3",
                        "b.e = {} values.yaml:4",
                        "b.f = null values.yaml:5");
        assertThat(values.layers()).extracting(Layer::name).containsExactly("chart defaults", "over");
    }

    @Test
    void theSchemaSaysWhatIsSecret() {
        Schema schema = Trees.schema("""
                {properties: {password: {type: string}, key: {writeOnly: true}, all: {writeOnly: true, type: object},
                 ref: {$ref: '#/$defs/s'}}, $defs: {s: {allOf: [{writeOnly: true}]}}}""");

        assertThat(masked("{password: shown, key: k, all: {a: [1, {b: x}], u: null, e: ''}, ref: r}", schema))
                .isEqualTo(
                        "{\"password\": \"shown\",\"key\": \"******\",\"all\": {\"a\": [\"******\",{\"b\": \"******\"}],"
                                + "\"u\": null,\"e\": \"\"},\"ref\": \"******\"}");
    }

    @Test
    void whereNoSchemaSpeaksTheKeyTells() {
        for (String key : List.of(
                "password",
                "adminPassword",
                "DB_PASSWORD",
                "secret",
                "api-key",
                "authToken",
                "accessKey",
                "credentials")) {
            assertThat(masked("{" + key + ": hunter2}", Schema.open())).as(key).doesNotContain("hunter2");
        }
        assertThat(masked("{tokens: [hunter2], password: [hunter2]}", Schema.open()))
                .isEqualTo("{\"tokens\": [\"hunter2\"],\"password\": [\"******\"]}");
        for (String key :
                List.of("existingSecret", "passwordPolicy", "key", "secretName", "automountServiceAccountToken")) {
            assertThat(masked("{" + key + ": shown}", Schema.open())).as(key).contains("shown");
        }
    }

    @Test
    void aPrivateKeyIsMaskedWhereverItStands() {
        Schema schema = Trees.schema("{properties: {pem: {type: string}}}");

        assertThat(masked("{pem: \"-----BEGIN EC PRIVATE KEY-----\\nhunter2\"}", schema))
                .doesNotContain("hunter2");
    }

    private static String masked(String yaml, Schema schema) {
        return JsonText.of(Trees.values(yaml, schema).masked());
    }
}
