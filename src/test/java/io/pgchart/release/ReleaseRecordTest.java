package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ReleaseRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.25Z");

    private static ReleaseRecord record(ReleaseContent content) {
        ReleaseInfo info = new ReleaseInfo(NOW, NOW, null, "Install complete", ReleaseStatus.DEPLOYED, content.notes());
        return ReleaseRecord.made(RecordTree.of("o", "fx", 1, info, content), Map.of());
    }

    private static ReleaseContent asHelmHadIt() {
        List<Manifest> manifests = new ArrayList<>(Contents.manifests(Contents.CONFIG));
        manifests.addAll(Contents.manifests(Contents.HOOK));
        return Contents.content(manifests);
    }

    /** Helm 4's own record of the same chart, but for names, times, templates and what Helm's hooks ran. */
    @Test
    void writesWhatHelmWritesOfTheSameChart() throws Exception {
        String helm = Files.readString(RecordCodecTest.RECORDS.resolve("helm-4-rolled-back.json"))
                .replaceAll("\"templates\":\\[.*?\\],\"values", "\"templates\":[],\"values")
                .replaceAll(",\"(schemamodtime|modtime)\":\"[^\"]*\"", "")
                .replaceAll("_deployed\":\"[^\"]*\"", "_deployed\":\"2026-11-23T10:00:00.25Z\"")
                .replace(
                        "\"config\":{\"deep\":{\"a\":null},\"number\":9,\"ratio\":\"1e30\"}",
                        "\"config\":{\"number\":9}")
                .replace("Notes of four \\u003cb\\u003e revision 1\\n", "Notes \\u003cb\\u003e\\n")
                .replace("Rollback to 1", "Install complete")
                .replaceAll("\"last_run\":\\{[^}]*\\}", "\"last_run\":{\"phase\":\"\"}")
                .replaceAll(",\\{\"name\":\"plain-hook-two\".*?\\}\\}", "")
                .replace("plain/templates/hook.yaml", "plain/templates/config.yaml")
                .replace("\"name\":\"four\"", "\"name\":\"o\"")
                .replace("\"version\":3", "\"version\":1");
        // Both are YAML of the same object; Helm has the template's text, we write it anew.
        String manifest = "\"manifest\":\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*\"";

        String ours = GoJson.text(record(asHelmHadIt()).tree());

        assertThat(ours.replaceAll(manifest, "…")).isEqualTo(helm.replaceAll(manifest, "…"));
    }

    @Test
    void readsBackTheObjectsThatItWrote() {
        ReleaseContent content = asHelmHadIt();
        ReleaseRecord record = record(content);

        assertThat(record.manifests()).hasSize(1);
        Manifest read = record.manifests().get(0);
        Manifest written = content.objects().manifests().get(0);
        assertThat(read.isSameAs(written)).isTrue();
        assertThat(read.id()).isEqualTo(written.id());
        assertThat(read.template()).isEqualTo(written.template());
        assertThat(record.manifestText()).startsWith("---\n# Source: plain/templates/config.yaml\napiVersion");
        Hook hook = content.objects().hooks().get(0);
        assertThat(record.hooks()).singleElement().satisfies(recorded -> {
            assertThat(recorded.hook().manifest().isSameAs(hook.manifest())).isTrue();
            assertThat(recorded.hook().events()).isEqualTo(hook.events());
            assertThat(recorded.hook().deletePolicies()).isEqualTo(hook.deletePolicies());
        });
        assertThat(record.flaws()).isEmpty();
    }

    @Test
    void keepsTheRunsOfHooks() {
        ReleaseContent content = asHelmHadIt();
        Hook hook = content.objects().hooks().get(0);
        ReleaseRecord record = record(content);
        HookRun running = HookRun.running(NOW);

        ReleaseRecord started = record.withHookRun(hook, running);
        ReleaseRecord failed = started.withHookRun(hook, running.failed(NOW.plusSeconds(2)));

        assertThat(GoJson.text(started.tree()))
                .contains("\"last_run\":{\"started_at\":\"2026-11-23T10:00:00.25Z\",\"phase\":\"Running\"}");
        assertThat(failed.hooks().get(0).lastRun())
                .isEqualTo(new HookRun(NOW, NOW.plusSeconds(2), HookRun.Phase.FAILED));
        assertThat(record.hooks().get(0).lastRun()).isEqualTo(HookRun.NONE);
    }

    @Test
    void readsManifestsOfHelmsOwnMaking() {
        String text = """
                # a comment before all
                ---
                # Source: parent/charts/sub/templates/a.yaml
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: elsewhere}}
                - {apiVersion: v1, kind: Secret, metadata: {name: b}, data: {mode: 0644}}
                ---
                # Source: parent/templates/empty.yaml
                ---
                # Source: parent/templates/c.yaml
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: c}
                data:
                  text: |
                    ---
                    not: a document
                """;
        RecordedManifests recorded = RecordedManifests.of(text, "revision 1");

        assertThat(recorded.flaws()).isEmpty();
        assertThat(recorded.manifests())
                .extracting(manifest -> manifest.id() + " " + manifest.template())
                .containsExactly(
                        "ConfigMap/elsewhere/a charts/sub/templates/a.yaml",
                        "Secret/b charts/sub/templates/a.yaml",
                        "ConfigMap/c templates/c.yaml");
        assertThat(ManifestWriter.text(recorded.manifests().get(1))).contains("mode: 420");
        assertThat(ManifestWriter.text(recorded.manifests().get(2))).contains("---\n    not: a document");
    }

    @Test
    void tellsWhereAManifestCantBeRead() {
        String text = "---\n# Source: p/templates/a.yaml\na: b\n---\n# Source: p/templates/b.yaml\n- x\n---\n{\n";
        assertThat(RecordedManifests.of(text, "revision 2 of release o").flaws())
                .extracting(Problem::where)
                .containsExactly(
                        "revision 2 of release o:3",
                        "revision 2 of release o:6",
                        "revision 2 of release o:9, column 1");
    }

    @Test
    void tellsWhatTakesTheRoom() {
        assertThat(RecordSize.problem(record(asHelmHadIt()))).isNull();
        Problem problem = RecordSize.problem(record(Contents.tooLarge()));
        assertThat(problem)
                .isNotNull()
                .extracting(Problem::message, InstanceOfAssertFactories.STRING)
                .matches("release o: needs a record of 1\\d{6} bytes.*")
                .contains("expected at most 1046528")
                .containsPattern(
                        "most of it are ConfigMap/large \\(8\\d{5}\\), ConfigMap/small \\(5\\d{5}\\), the chart's");
    }

    @Test
    void showsNoValuesInItsText() {
        assertThat(record(asHelmHadIt())).hasToString("o revision 1 (deployed)");
    }
}
