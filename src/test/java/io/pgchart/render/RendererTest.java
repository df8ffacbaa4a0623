package io.pgchart.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.chart.Chart;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {

    private static final ReleaseFacts RELEASE = new ReleaseFacts("orders", "shop", 3, false);

    @Test
    void writesAValueOfAnyTypeAtAnyIndentation() {
        String text = data(Charts.withValues("a: {b: [1, true, 'x: y']}\n").data("json: \"{{Values.a.b}}\"\n"), true);
        assertThat(text).isEmpty();

        Charts charts = Charts.withValues("spec: {ports: [{port: 80, name: web}], selector: {a: b}}\n")
                .template("service.yaml", """
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: web
                        spec: {{Values.spec}}
                        """);
        assertThat(ManifestWriter.text(render(charts).objects().manifests().get(0)))
                .isEqualTo("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                spec:
                  ports:
                  - port: 80
                    name: web
                  selector:
                    a: b
                """);
    }

    @Test
    void repeatsASectionForEachItemAndEachEntry() {
        Charts charts = Charts.withValues("list: [a, b]\nmap: {k1: v1, k2: v2}\nempty: []\n")
                .data("""
                        {{#Values.list}}
                        "item-{{.}}": x
                        {{/Values.list}}
                        {{#entries Values.map}}
                        {{.key}}: {{.value}}
                        {{/entries Values.map}}
                        {{^Values.empty}}
                        none: "true"
                        {{/Values.empty}}
                        """);

        assertThat(data(charts, false)).isEqualTo("""
                item-a: x
                item-b: x
                k1: v1
                k2: v2
                none: "true"
                """);
    }

    @ParameterizedTest
    @CsvSource({"'null', false", "false, false", "'[]', false", "0, true", "'\"\"', true", "'{}', true", "text, true"})
    void takesNullFalseAndTheEmptyListForFalse(String value, boolean isTrue) {
        Charts charts = Charts.withValues("x: " + value + "\n").data("""
                {{#Values.x}}
                answer: "yes"
                {{/Values.x}}
                {{^Values.x}}
                answer: "no"
                {{/Values.x}}
                """);

        assertThat(data(charts, false)).isEqualTo("answer: \"" + (isTrue ? "yes" : "no") + "\"\n");
    }

    @Test
    void indentsAPartialAsItsTagIs() {
        Charts charts = Charts.withValues("on: false\nmore: {c: d}\n".replace("on:", "shown:"))
                .template("_labels.yaml", "a: b\n{{> _more}}\n")
                .template("_more.yaml", "{{#entries Values.more}}\n{{.key}}: {{.value}}\n{{/entries Values.more}}\n")
                .template("_nothing.yaml", "{{#Values.shown}}\nx: y\n{{/Values.shown}}\n")
                .template("config.yaml", """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: config
                          labels:
                            {{> _labels}}
                            {{> _nothing}}
                            {{> _nothing}}
                            z: z
                        """);

        assertThat(ManifestWriter.text(render(charts).objects().manifests().get(0)))
                .isEqualTo("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: config
                  labels:
                    a: b
                    c: d
                    z: z
                """);
    }

    @Test
    void rendersFilesFirstInTheLanguageOfEach() {
        Charts charts = Charts.withValues("v: \"it's\"\nname: work_mem\n")
                .file("postgresql.conf", "{{Values.name}} = {{Values.v}}\n")
                .file("other.conf", "a={{Values.v}}\n")
                .file("run.sh", "NAME={{Values.v}}\n")
                .file("plain.sql", "SELECT '{}';\n")
                .data("""
                        p: {{Files["postgresql.conf"]}}
                        o: {{Files["other.conf"]}}
                        s: {{Files["run.sh"]}}
                        q: {{Files["plain.sql"]}}
                        """);

        assertThat(data(charts, false)).isEqualTo("""
                p: |
                  work_mem = 'it''s'
                o: |
                  a=it's
                s: |
                  NAME='it'\\''s'
                q: |
                  SELECT '{}';
                """);
    }

    @Test
    void namesTheReleaseInNotesAlone() {
        Charts charts = Charts.withValues("")
                .notes(
                        "{{Release.Name}} {{Release.Namespace}} {{Release.Revision}} "
                                + "{{#Release.IsUpgrade}}upgraded{{/Release.IsUpgrade}} {{{Chart.Name}}} {{&Chart.AppVersion}}\n");

        assertThat(render(charts).notes()).isEqualTo("orders shop 3 upgraded small 15.0\n");
        assertThat(problems(Charts.withValues("").data("a: {{Release.Namespace}}\n")))
                .singleElement()
                .asString()
                .contains("{{Release.Namespace}}: 'Namespace' is not known here (templates/config.yaml:6, column 6)");
    }

    @Test
    void hashesTheConfigMapsForTheTemplatesThatAskForIt() {
        Charts charts = Charts.withValues("v: one\n").data("k: {{Values.v}}\n").template("a-pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: pod
                          annotations: {hash: {{configHash}}}
                        spec: {containers: [{name: c, image: i}]}
                        """);
        Renderer renderer = Renderer.of(charts.chart(), new Problems());

        String one = hash(renderer, "v: one\n");
        assertThat(one).hasSize(64).isEqualTo(hash(renderer, "v: one\n")).isNotEqualTo(hash(renderer, "v: two\n"));
    }

    @Test
    void tellsTheTemplatesLineForWhatTheManifestHasAgainstIt() {
        Charts charts = Charts.withValues("big: \"a\\nb\"\n")
                .template("_spec.yaml", "selector: {a: b}\nprots: []\n")
                .template("service.yaml", """
                        # A service.
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: web
                        spec:
                          {{> _spec}}
                          clusterIP: 5
                        """);
        Problems problems = new Problems();
        Renderer.of(charts.chart(), problems).render(charts.chart().defaults().tree(), RELEASE, null, problems);

        assertThat(problems.list())
                .extracting(Problem::where)
                .containsExactlyInAnyOrder("templates/_spec.yaml:2", "templates/service.yaml:8");
    }

    @Test
    void writesTheNamespaceWhereOneIsGiven() {
        Chart chart = Charts.withValues("").data("a: b\n").chart();
        Problems problems = new Problems();

        RenderedRelease release =
                Renderer.of(chart, problems).render(chart.defaults().tree(), RELEASE, "shop", problems);

        assertThat(release.objects().manifests())
                .extracting(manifest -> manifest.id().namespace())
                .containsExactly("shop");
    }

    @Test
    void computesImagesInstancesAndSizes() {
        Charts charts = Charts.withValues("""
                replicaCount: 2
                fullnameOverride: db
                image: {registry: example.org, repository: a/b, tag: "15", digest: "sha256:00"}
                persistence: {size: 10Gi, walSize: null}
                timeout: 1m30s
                """).data("""
                image: {{image}}
                queue: "{{archivePushQueueMax}}"
                seconds: "{{Seconds.timeout}}"
                {{#instances}}
                {{.name}}: "{{.ordinal}}"
                {{/instances}}
                several: "{{severalInstances}}"
                """);

        assertThat(data(charts, false)).isEqualTo("""
                image: example.org/a/b:15@sha256:00
                queue: "2684354560"
                seconds: "90"
                db-0: "0"
                db-1: "1"
                several: "true"
                """);
    }

    /** The data of the one ConfigMap as it is written; or, where a problem is expected, nothing. */
    private static String data(Charts charts, boolean refused) {
        if (refused) {
            assertThat(problems(charts)).isNotEmpty();
            return "";
        }
        String text = ManifestWriter.text(render(charts).objects().manifests().get(0));
        return text.substring(text.indexOf("\ndata:\n") + "\ndata:\n".length()).indent(-2);
    }

    private static RenderedRelease render(Charts charts) {
        Problems problems = new Problems();
        Chart chart = charts.chart();
        RenderedRelease release =
                Renderer.of(chart, problems).render(chart.defaults().tree(), RELEASE, null, problems);
        problems.throwIfAny();
        return release;
    }

    private static List<String> problems(Charts charts) {
        Problems problems = new Problems();
        Chart chart = charts.chart();
        try {
            Renderer.of(chart, problems).render(chart.defaults().tree(), RELEASE, null, problems);
        } catch (InvalidInputException e) {
            assertThat(e.problems()).isEqualTo(problems.list());
        }
        return problems.list().stream().map(Problem::message).toList();
    }

    private static String hash(Renderer renderer, String values) {
        Problems problems = new Problems();
        RenderedRelease release = renderer.render(Charts.map(values, "v"), RELEASE, null, problems);
        problems.throwIfAny();
        Manifest pod = release.objects().manifests().stream()
                .filter(manifest -> manifest.id().kind().equals("Pod"))
                .findFirst()
                .orElseThrow();
        return String.valueOf(pod.annotation("hash"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, first: true, second: false, items: []}",
                "{name: b, first: true, second: false, items: []}",
                "{name: b, first: false, second: true, items: []}",
                "{name: c, first: true, second: true, items: []}",
                "{name: null, first: true, second: false, items: []}",
                "{name: d, first: false, second: false, items: [{k: x, v: w}, {k: x, v: z}]}",
                "{name: d, first: false, second: false, items: [{k: 8, v: w}, {k: p, v: z}]}"
            })
    void rendersTheSameWhateverItRenderedBefore(String values) {
        Chart chart = Charts.withValues("name: x\nfirst: true\nsecond: true\nitems: [{k: a, v: b}]\n")
                .template("service.yaml", """
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: web
                          labels:
                            label: "{{Values.name}}-{{fullname}}"
                            {{#Values.items}}
                            {{.k}}: {{.v}}
                            {{/Values.items}}
                        spec:
                          {{#Values.first}}
                          prots: yes
                          {{/Values.first}}
                          {{#Values.second}}
                          prots: yes
                          {{/Values.second}}
                        """)
                .chart();
        Renderer used = Renderer.of(chart, new Problems());
        for (String before : List.of("{first: true}", "{first: false, second: true}", "{}", values)) {
            used.render(Charts.map(before, "v"), RELEASE, null, new Problems());
        }

        assertThat(told(used, values)).isEqualTo(told(Renderer.of(chart, new Problems()), values));
    }

    /** What was rendered, and what is wrong with it, with the places. */
    private static String told(Renderer renderer, String values) {
        Problems problems = new Problems();
        RenderedRelease release = renderer.render(Charts.map(values, "v"), RELEASE, null, problems);
        return ManifestWriter.text(release.objects().manifests(), "chart") + problems.list();
    }

    @Test
    void refusesAChartWithAnyProblemInItsTemplates() {
        Chart chart = Charts.withValues("a: 1\n").data("x: {{Values.b}}\n").chart();

        assertThatThrownBy(() -> Renderer.of(chart, new Problems())).isInstanceOf(InvalidInputException.class);
    }
}
