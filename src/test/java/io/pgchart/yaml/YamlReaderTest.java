package io.pgchart.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private final Problems problems = new Problems();

    @Test
    void readsEachTypeOfScalar() {
        MapNode map = map("s: text\ni: 12\nbig: 99999999999999999999\nd: 0.50\nb: true\nn: null\ne:\nq: \"12\"\n");

        assertThat(map.members().values())
                .extracting(node -> ((ScalarNode) node).value())
                .containsExactly(
                        "text",
                        12L,
                        new BigInteger("99999999999999999999"),
                        new BigDecimal("0.50"),
                        true,
                        null,
                        null,
                        "12");
    }

    @Test
    void knowsTheLineOfEachKeyAndItem() {
        MapNode map = map("a:\n  b: 1\n  c:\n    - x\n    - y\n");

        assertThat(at(map, "a", "b").origin()).hasToString("values.yaml:2");
        assertThat(((ListNode) at(map, "a", "c")).items())
                .extracting(item -> item.origin().toString())
                .containsExactly("values.yaml:4", "values.yaml:5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "ON",
                "off",
                "y",
                "0755",
                "-012",
                "1_000",
                "1e3",
                "1.5E3",
                "1_0e3",
                "1e1_0",
                "-_1",
                "0_x1F",
                "12:30:00",
                "0x1F",
                "0o17",
                "0b11",
                ".inf",
                "-.INF",
                ".NaN",
                "2001-12-14",
                "2001-12-14T21:59:43Z",
                "<<",
                "=",
                "1.",
                ".5",
                "0_1"
            })
    void refusesTextThatYaml11ReadsDifferently(String text) {
        map("key: " + text + "\n");

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("values.yaml:1");
            assertThat(problem.nextStep()).contains("\"" + text + "\" in quotes");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "0755", "1e3", "12:30:00"})
    void takesTheSameTextInQuotes(String text) {
        assertThat(map("key: '" + text + "'\n").text("key")).isEqualTo(text);
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"15.0-1", "10Gi", "1.2.3", "0 2 * * 0", "a:b", "-x", "+", "1e", "0xZ", "10.0.0.1", "2001-1"})
    void readsOtherTextAsAString(String text) {
        assertThat(map("key: " + text + "\n").text("key")).isEqualTo(text);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void readsModesInOctalAsKubectlDoes() {
        MapNode map = map("defaultMode: 0440\nitems: [{mode: 0755}]\n");

        assertThat(((ScalarNode) at(map, "defaultMode")).value()).isEqualTo(288L);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void tellsBothPlacesOfADuplicateKey() {
        map("a: 1\nb: 2\na: 3\n");

        assertThat(messages())
                .containsExactly("a: is written twice in the same map, first at values.yaml:1 (values.yaml:3)."
                        + " Keep one of the two.");
    }

    @Test
    void tellsEveryProblemOfAFile() {
        map("a: yes\nb: 0755\nc: !!binary aGk=\n1: x\n");

        assertThat(problems.list()).extracting(Problem::subject).containsExactly("a", "b", "!!binary", "1");
    }

    @Test
    void stopsAtATab() {
        map("a:\n\tb: 1\n");

        assertThat(messages())
                .singleElement()
                .asString()
                .contains("values.yaml:2, column 1")
                .endsWith("no tabs.");
    }

    @Test
    void stopsAtABinaryFile() {
        map("a: 1\nb: \u0000\u0001\n");

        assertThat(messages()).singleElement().asString().contains("U+0000").contains("values.yaml:2");
    }

    @Test
    void stopsAtDeepNesting() {
        map("a: " + "[".repeat(10_000) + "]".repeat(10_000));

        assertThat(messages()).singleElement().asString().contains("more than 100 levels deep");
    }

    @Test
    void stopsAtABomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9));
            text.append("*a%d]%n".formatted(i - 1));
        }
        map(text.toString());

        assertThat(messages()).singleElement().asString().contains("grows beyond 10000 nodes");
    }

    @Test
    void stopsAtAnAliasInsideItsOwnAnchor() {
        map("a: &a [*a]\n");

        assertThat(messages()).singleElement().asString().contains("not defined before it");
    }

    @Test
    void expandsAnAliasAsNamedWhereItStands() {
        MapNode map = map("a: &x {k: v}\nb: *x\n");

        assertThat(((ScalarNode) at(map, "b", "k")).value()).isEqualTo("v");
        assertThat(at(map, "b").origin()).hasToString("values.yaml:2");
    }

    @Test
    void refusesSeveralDocumentsWhereOneIsExpected() {
        map("a: 1\n---\nb: 2\n");

        assertThat(messages()).singleElement().asString().contains("holds 2 YAML documents");
    }

    @Test
    void leavesOutEmptyDocuments() {
        List<Node> documents = YamlReader.documents("---\n# only a comment\n---\na: 1\n---\n", "t.yaml", problems);

        assertThat(documents).hasSize(1);
        assertThat(problems.list()).isEmpty();
    }

    private static Node at(Node node, String... path) {
        Node found = node;
        for (String key : path) {
            found = Objects.requireNonNull(((MapNode) found).get(key), key);
        }
        return found;
    }

    private MapNode map(String text) {
        return YamlReader.map(text, "values.yaml", problems);
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::message).toList();
    }
}
