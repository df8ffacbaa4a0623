package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm's {@code --set}: what its own tests of the parser expect, and the schema's word on types. */
final class SetExpressionTest {

    private static final String NAME = "-Dpgchart.set";

    /** Maps of strings at any depth. */
    private static final String STRINGS = """
            {$ref: '#/$defs/any', $defs: {any: {additionalProperties: {anyOf: [{type: string}, {$ref: '#/$defs/any'}]}}}}""";

    /** Source of the cases: helm, pkg/strvals/parser_test.go. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "u=null,f=false,t=true | {u: null, f: false, t: true}",
                "a=1,b=value2, | {a: 1, b: value2}",
                "a=,b=x | {a: '', b: x}",
                "a=00009,b=0,c=1234567890,d=-7,e=1.5 | {a: '00009', b: 0, c: 1234567890, d: -7, e: '1.5'}",
                "a=one\\,two,b=three\\=four | {a: 'one,two', b: 'three=four'}",
                "a=b=c | {a: 'b=c'}",
                "a=one two three | {a: one two three}",
                "a.b.c=value | {a: {b: {c: value}}}",
                "a.b=1,a.c.d=2 | {a: {b: 1, c: {d: 2}}}",
                "a\\.b.c\\[0\\]=x | {'a.b': {'c[0]': x}}",
                "a={x,w},b={1021,902} | {a: [x, w], b: [1021, 902]}",
                "a={} | {a: ['']}",
                "a={x\\,y,true,null} | {a: ['x,y', true, null]}",
                "a[0]=foo,a[1]=bar | {a: [foo, bar]}",
                "a[0]=foo,a[3]=bar | {a: [foo, null, null, bar]}",
                "a[0].b=x,a[0].c=w | {a: [{b: x, c: w}]}",
                "a[1].b=x,a[0].b=w | {a: [{b: w}, {b: x}]}",
                "a[1].b=x | {a: [null, {b: x}]}",
                "a[1][1]=1 | {a: [null, [null, 1]]}",
                "a[0][0].b=x,a[1][0].c=w | {a: [[{b: x}], [{c: w}]]}",
                "a[0]= | {a: ['']}",
                "a[0] | {a: []}",
                "a=x\\ | {a: x}"
            })
    void readsWhatHelmReads(String text, String expected) {
        Layer layer = layer(text, Trees.values("{}", Schema.open()));

        assertThat(JsonText.of(layer.tree())).isEqualTo(JsonText.of(Trees.map(expected)));
    }

    @Test
    void nothingSetsNothing() {
        assertThat(layer("", Trees.values("{}", Schema.open())).tree().members())
                .isEmpty();
    }

    /** Source of the first ten: helm, pkg/strvals/parser_test.go. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=x,,,,b=y,",
                "a,b=",
                "a,b=y",
                "a,b=y\\",
                "a,b",
                "a.b",
                "a.b,a.c",
                "a.=x",
                "a.,b",
                "a={1021,902",
                "a[0].b=x,a[-30].c=y",
                "a[0]=x,a[-20]=y",
                "a[0]b.c=x",
                "]={}].",
                "a[x]=1",
                "a[65537]=1",
                "a[=1",
                "=x",
                "[0]=x",
                "a=1,a.b=2",
                "a.b=1,a=2,a.c=3",
                "a=x,a[0]=y"
            })
    void refusesWhatHelmRefuses(String text) {
        Problems problems = new Problems();

        SetExpression.layer(text, NAME, Trees.values("{}", Schema.open()), problems);

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.subject()).isEqualTo(NAME);
            assertThat(problem.fault()).containsPattern("at character \\d+$");
        });
    }

    @Test
    void refusesAnAbyss() {
        for (String text : List.of("a" + "[0]".repeat(100_000) + "=1", "a" + ".a".repeat(100_000) + "=1")) {
            Problems problems = new Problems();

            SetExpression.layer(text, NAME, Trees.values("{}", Schema.open()), problems);

            assertThat(problems.list()).hasSize(1);
        }
    }

    @Test
    void anIndexEditsTheListOfTheWeakerLayers() {
        String weaker = "{a: {l: [{i: x, m: 1}, {i: w}], k: 1}}";

        assertThat(set("a.l[1].i=z,a.l[0].m=2", weaker, Schema.open()))
                .isEqualTo("{\"a\": {\"l\": [{\"i\": \"x\",\"m\": 2},{\"i\": \"z\"}],\"k\": 1}}");
        assertThat(set("a.l[2]=w", weaker, Schema.open()))
                .isEqualTo("{\"a\": {\"l\": [{\"i\": \"x\",\"m\": 1},{\"i\": \"w\"},\"w\"],\"k\": 1}}");
    }

    @Test
    void whereTheSchemaWantsAStringTheTextStaysOne() {
        Schema schema = Trees.schema("""
                {properties: {s: {type: string}, u: {type: [string, "null"]}, i: {type: integer}, x: {type: number},
                 either: {type: [integer, string]}, l: {items: {type: string}, type: array}, e: {enum: ["1", "2"]}}}""");

        assertThat(set("s=15,u=true,i=15,x=1.5,either=15,l={1,2},e=1", "{}", schema))
                .isEqualTo(
                        "{\"s\": \"15\",\"u\": \"true\",\"i\": 15,\"x\": 1.5,\"either\": 15,\"l\": [\"1\",\"2\"],\"e\": \"1\"}");
        assertThat(set("s=null", "{s: x}", schema)).isEqualTo("{}");
        assertThat(set("l=[]", "{l: [a]}", schema)).isEqualTo("{\"l\": []}");
    }

    @Test
    void aSecretIsNotRepeatedInAMessage() {
        Problems problems = new Problems();

        SetExpression.layer("password=a,hunter2", NAME, Trees.values("{}", Schema.open()), problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }

    @Property(tries = 500)
    void readsBackWhatWasEscaped(@ForAll("keys") List<String> keys, @ForAll String value) {
        StringBuilder text = new StringBuilder();
        ValuePath path = ValuePath.ROOT;
        for (String key : keys) {
            text.append(text.isEmpty() ? "" : ".").append(escaped(key));
            path = path.member(key);
        }
        Values weaker = Trees.values("{}", Trees.schema(STRINGS));

        List<Values.Leaf> leaves =
                weaker.with(layer(text + "=x" + escaped(value), weaker)).leaves();

        assertThat(leaves).extracting(Values.Leaf::path).containsExactly(path);
        assertThat(leaves)
                .extracting(leaf -> ((ScalarNode) leaf.value()).value())
                .containsExactly("x" + value);
    }

    @Provide
    Arbitrary<List<String>> keys() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append("\\,.=[]{}".indexOf(c) < 0 ? "" : "\\").append(c);
        }
        return escaped.toString();
    }

    private static String set(String text, String weaker, Schema schema) {
        Values values = Trees.values(weaker, schema);
        return JsonText.of(values.with(layer(text, values)).tree());
    }

    private static Layer layer(String text, Values weaker) {
        Problems problems = new Problems();
        Layer layer = SetExpression.layer(text, NAME, weaker, problems);
        problems.throwIfAny();
        return layer;
    }
}
