package io.pgchart.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.chart.Chart;
import io.pgchart.error.Problems;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.RandomTrees;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text whatever in a value changes anything of what is rendered but the places that the value stands at. */
class SafetyPropertyTest {

    private static final Chart CHART = Charts.withValues("text: placeholder\nitems: [placeholder]\nmap: {}\n")
            .file("lines.conf", "fixed=1\n")
            .file("run.sh", "A={{Values.text}}\nB=fixed\n")
            .file("postgresql.conf", "first = {{Values.text}}\nlast = on\n")
            .file("notes.txt", "{{Values.text}}")
            .data("""
                before: fixed
                alone: {{Values.text}}
                quoted: "a {{Values.text}} b"
                flow-script: {{Files["run.sh"]}}
                conf: {{Files["postgresql.conf"]}}
                text: {{Files["notes.txt"]}}
                {{#Values.items}}
                item: {{.}}
                {{/Values.items}}
                after: fixed
                """)
            .chart();

    private static final Renderer RENDERER = Renderer.of(CHART, new Problems());

    @Property
    void textStaysWhereItStands(@ForAll("texts") String text) {
        MapNode data = data(text);

        assertThat(data.members().keySet())
                .containsExactly("before", "alone", "quoted", "flow-script", "conf", "text", "item", "after");
        assertThat(data.text("before")).isEqualTo("fixed");
        assertThat(data.text("alone")).isEqualTo(text);
        assertThat(data.text("quoted")).isEqualTo("a " + text + " b");
        assertThat(data.text("text")).isEqualTo(text);
        assertThat(data.text("item")).isEqualTo(text);
        assertThat(data.text("after")).isEqualTo("fixed");
    }

    /** The shell itself is asked what it reads. */
    @Property(tries = 60)
    void theShellReadsTheTextBack(@ForAll("texts") String text) throws Exception {
        String script = data(text).text("flow-script");
        Process shell = new ProcessBuilder("sh", "-c", script + "printf '%s|%s' \"$A\" \"$B\"").start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).isEqualTo(text + "|fixed");
    }

    @Property
    void postgresqlConfKeepsItsLines(@ForAll("texts") String text) {
        String conf = Objects.requireNonNull(data(text).text("conf"));

        assertThat(conf).startsWith("first = '").endsWith("'\nlast = on\n");
        assertThat(conf.lines().count()).isEqualTo(2);
        String body = conf.substring("first = '".length(), conf.length() - "'\nlast = on\n".length());
        assertThat(unquoted(body)).isEqualTo(text);
    }

    /** In an object that Kubernetes' own limits don't hold for. */
    @Example
    void aMegabyteIsAValueLikeAnyOther() {
        String text = "a: {{x}} ${y}\n'\"".repeat(1 << 16);
        MapNode spec = spec(new ScalarNode(text, Origin.of("test")));

        assertThat(text.length()).isGreaterThan(1_000_000);
        assertThat(spec.text("tree")).isEqualTo(text);
        assertThat(spec.text("quoted")).isEqualTo("fixed");
    }

    @Property(tries = 200)
    void renderingIsDeterministic(@ForAll("texts") String text) {
        assertThat(written(text)).isEqualTo(written(text));
    }

    @Property(tries = 300)
    void aTreeOfAnyShapeStaysBelowItsKey(@ForAll("trees") Node tree) {
        MapNode spec = spec(tree);
        boolean unset = tree instanceof ScalarNode scalar && scalar.isNull();
        assertThat(List.copyOf(spec.members().keySet()))
                .isEqualTo(unset ? List.of("quoted") : List.of("tree", "quoted"));
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTrees.texts().filter(text -> text.indexOf('\0') < 0);
    }

    @Provide
    Arbitrary<Node> trees() {
        return RandomTrees.any();
    }

    /** The spec of a custom resource with the tree in it. */
    private static MapNode spec(Node tree) {
        Chart chart =
                Charts.withValues("tree: {}\n").template("custom.yaml", """
                        apiVersion: example.org/v1
                        kind: Any
                        metadata: {name: any}
                        spec:
                          tree: {{Values.tree}}
                          quoted: "fixed"
                        """).chart();
        Problems problems = new Problems();
        MapNode values = new MapNode(Map.of("tree", tree), Origin.of("test"));
        RenderedRelease release =
                Renderer.of(chart, problems).render(values, ReleaseFacts.install("r", "n"), null, problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(
                release.objects().manifests().get(0).tree().map("spec"));
    }

    private static MapNode data(String text) {
        Problems problems = new Problems();
        List<Node> documents = YamlReader.documents(written(text), "written", problems);
        problems.throwIfAny();
        assertThat(documents).hasSize(1);
        return Objects.requireNonNull(((MapNode) documents.get(0)).map("data"));
    }

    private static String written(String text) {
        Problems problems = new Problems();
        Origin origin = Origin.of("test");
        Node value = new ScalarNode(text, origin);
        MapNode values = new MapNode(Map.of("text", value, "items", new ListNode(List.of(value), origin)), origin);
        RenderedRelease release = RENDERER.render(values, ReleaseFacts.install("r", "n"), null, problems);
        assertThat(problems.list()).as(text).isEmpty();
        return ManifestWriter.text(release.objects().manifests(), "chart");
    }

    /** As PostgreSQL's guc-file.l and GUC_scanstr read it. */
    private static String unquoted(String body) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\\') {
                i++;
                char escaped = body.charAt(i);
                text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else if (c == '\'') {
                i++;
                assertThat(body.charAt(i)).isEqualTo('\'');
                text.append('\'');
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
