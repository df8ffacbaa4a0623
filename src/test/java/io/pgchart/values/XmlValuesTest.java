package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import io.pgchart.yaml.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code <values>} of a POM. */
final class XmlValuesTest {

    private static final Schema SCHEMA = Trees.schema("""
            {properties: {
              s: {type: string}, i: {type: integer}, list: {type: array, items: {type: object}},
              words: {type: array, items: {type: string}}, map: {type: object}, perhaps: {type: [array, "null"]}}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<s>15</s> | {s: '15'}",
                "<i>15</i> | {i: 15}",
                "<s/> | {s: ''}",
                "<map/><list/> | {map: {}, list: []}",
                "<s nil=\"true\"/> | {s: null}",
                "<words><w>1</w><w>2</w></words> | {words: ['1', '2']}",
                "<list><t><key>a</key></t><t><key>b</key></t></list> | {list: [{key: a}, {key: b}]}",
                "<perhaps><p>a</p></perhaps> | {perhaps: [a]}",
                "<map><entry key=\"prometheus.io/scrape\">true</entry></map> | {map: {prometheus.io/scrape: true}}",
                "<map><entry>x</entry></map> | {map: {entry: x}}",
                "<map><a>yes</a><b>0755</b><c>null</c><d>1.5</d></map> | {map: {a: 'yes', b: '0755', c: null, d: 1.5}}",
                "<map combine.children=\"append\"><a>x</a></map> | {map: {a: x}}",
                "<map><a>$${x}</a></map> | {map: {a: '${x}'}}",
                "~~ | {}"
            })
    void becomesALayer(String xml, String expected) {
        Problems problems = new Problems();

        Layer layer =
                XmlValues.layer(XmlText.read("<values>" + xml + "</values>"), "pom.xml <values>", SCHEMA, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(JsonText.of(layer.tree())).isEqualTo(JsonText.of(Trees.map(expected)));
        assertThat(layer.name()).isEqualTo("pom.xml <values>");
    }

    @Test
    void refusesAnAbyss() {
        XmlValue deep = new XmlValue("a", Map.of(), "x", List.of());
        for (int i = 0; i < 5_000; i++) {
            deep = new XmlValue("a", Map.of(), null, List.of(deep));
        }
        Problems problems = new Problems();

        XmlValues.layer(new XmlValue("values", Map.of(), null, List.of(deep)), "pom.xml <values>", SCHEMA, problems);

        assertThat(problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fault()).isEqualTo("is nested more than 100 levels deep"));
    }
}
