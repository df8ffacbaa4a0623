package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgchart.cluster.Cluster;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.Tools;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm 4 and 3 on what we recorded, and we on what they did, in a namespace of its own. */
@NeedsRealServer
class ReleaseInterchangeServerTest {

    private static final String BOTH = "plain-config";

    private Tools tools = new Tools("default");
    private String helm = "helm";
    private @Nullable Cluster cluster;

    @TempDir
    Path folder = Path.of("");

    /** Skipped where there is no such helm. */
    private Releases releases(String helm) {
        assumeTrue(Tools.has(helm), "there is no " + helm + " on the path");
        this.helm = helm;
        tools = new Tools("pgchart-" + helm + "-" + Long.toHexString(System.nanoTime()));
        tools.kubectl("", "create", "namespace", tools.namespace()).orThrow();
        Machine machine = Machine.local("interchange");
        cluster = tools.connect();
        return new Releases(cluster, machine, Clock.systemUTC(), Ticker.thread(), Intervals.standard());
    }

    @AfterEach
    void removeTheNamespace() {
        if (cluster != null) {
            cluster.close();
        }
        if (!tools.namespace().equals("default")) {
            tools.kubectl("", "delete", "namespace", tools.namespace(), "--wait=false");
        }
    }

    private String helm(String... arguments) {
        return tools.run(helm, "", arguments).orThrow();
    }

    private static Opening await(Releases releases) {
        return releases.await("o", new Waiting(Duration.ofSeconds(30), null, underway -> {}));
    }

    /** What an action does, as far as the record goes: the objects are applied by kubectl. */
    private void deploy(Releases releases, String message) {
        List<Manifest> manifests =
                new ArrayList<>(Contents.manifests(Contents.CONFIG.replace("a < b & c > d", message)));
        manifests.addAll(Contents.manifests(Contents.HOOK));
        ReleaseContent content = Contents.content(manifests);
        Tenure tenure = Objects.requireNonNull(releases.begin(await(releases), content, 10));
        try (tenure) {
            for (Manifest manifest : tenure.record().manifests()) {
                tenure.ensureHeld();
                apply(manifest);
            }
            tenure.succeed();
        }
    }

    private void apply(Manifest manifest) {
        String owned = ManifestWriter.text(manifest)
                .replace(
                        "metadata:\n",
                        "metadata:\n  labels: {app.kubernetes.io/managed-by: Helm}\n  annotations:\n"
                                + "    meta.helm.sh/release-name: o\n    meta.helm.sh/release-namespace: "
                                + tools.namespace() + "\n");
        tools.kubectl(owned, "apply", "--server-side", "--field-manager=helm", "--force-conflicts", "-f", "-")
                .orThrow();
    }

    private List<String> history(Releases releases) {
        List<String> lines = new ArrayList<>();
        for (Revision revision : releases.history("o").revisions()) {
            assertThat(revision.labelled()).isEqualTo(revision.status());
            lines.add(revision.number() + " " + revision.status() + ": "
                    + revision.record().info().description());
        }
        return lines;
    }

    private List<String> helmsHistory() {
        List<String> lines = new ArrayList<>();
        Problems problems = new Problems();
        MapNode list =
                YamlReader.map("{\"revisions\":" + helm("history", "o", "-o", "json") + "}", "helm history", problems);
        problems.throwIfAny();
        for (Node node : ((ListNode) Objects.requireNonNull(list.get("revisions"))).items()) {
            MapNode revision = (MapNode) node;
            lines.add(RecordTree.number(revision, "revision") + " " + revision.text("status") + ": "
                    + revision.text("description"));
        }
        return lines;
    }

    private String message() {
        return tools.kubectl("", "get", "configmap", BOTH, "-o", "jsonpath={.data.message}")
                .orThrow();
    }

    private Path chart() throws IOException {
        Path chart = Files.createDirectories(folder.resolve("plain"));
        Path templates = Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: plain\nversion: 0.1.0\n");
        Files.writeString(chart.resolve("values.yaml"), "message: of helm\n");
        Files.writeString(
                templates.resolve("config.yaml"), Contents.CONFIG.replace("a < b & c > d", "{{ .Values.message }}"));
        Files.writeString(templates.resolve("hook.yaml"), Contents.HOOK);
        return chart;
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void helmShowsWhatWeRecorded(String helm) {
        Releases releases = releases(helm);
        deploy(releases, "one");
        deploy(releases, "two");

        List<String> expected = List.of("1 superseded: Install complete", "2 deployed: Upgrade complete");
        assertThat(history(releases)).isEqualTo(expected);
        assertThat(helmsHistory()).isEqualTo(expected);
        assertThat(helm("list", "-o", "json"))
                .contains("\"name\":\"o\"", "\"revision\":\"2\"", "\"status\":\"deployed\"")
                .contains("\"chart\":\"plain-0.1.0\"", "\"app_version\":\"15.0\"");
        assertThat(helm("status", "o")).contains("STATUS: deployed", "REVISION: 2", "Notes <b>");
        assertThat(helm("get", "all", "o"))
                .contains("number: 9", "message: two", "# Source: plain/templates/config.yaml")
                .contains("name: plain-hook", "Notes <b>");
        assertThat(helm("get", "values", "o", "--all")).contains("number: 9", "ratio: 0.9", "message: a < b & c > d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void helmRollsBackUpgradesAndUninstallsWhatWeRecorded(String helm) throws IOException {
        Releases releases = releases(helm);
        deploy(releases, "one");
        deploy(releases, "two");

        helm("rollback", "o", "1");
        assertThat(message()).isEqualTo("one");
        assertThat(history(releases))
                .containsExactly(
                        "1 superseded: Install complete",
                        "2 superseded: Upgrade complete",
                        "3 deployed: Rollback to 1");

        deploy(releases, "four");
        assertThat(helmsHistory()).last().isEqualTo("4 deployed: Upgrade complete");

        helm("upgrade", "o", chart().toString());
        assertThat(message()).isEqualTo("of helm");
        assertThat(history(releases).subList(3, 5))
                .containsExactly("4 superseded: Upgrade complete", "5 deployed: Upgrade complete");

        helm("uninstall", "o");
        assertThat(releases.history("o").newest()).isNull();
        assertThat(tools.kubectl("", "get", "configmap", BOTH, "--ignore-not-found")
                        .orThrow())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void weGoOnWithWhatHelmRecorded(String helm) throws IOException {
        Releases releases = releases(helm);
        helm("install", "o", chart().toString(), "--set", "message=1");
        helm("upgrade", "o", chart().toString(), "--set", "message=2");

        ReleaseHistory history = releases.history("o");
        ReleaseRecord deployed = Objects.requireNonNull(history.deployed()).record();
        assertThat(deployed.revision()).isEqualTo(2);
        assertThat(deployed.flaws()).isEmpty();
        assertThat(deployed.isServerSideApplied()).isEqualTo(helm.equals("helm"));
        assertThat(deployed.manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.id()).hasToString("ConfigMap/" + BOTH));
        assertThat(deployed.hooks())
                .singleElement()
                .satisfies(hook -> assertThat(hook.lastRun().phase()).isEqualTo(HookRun.Phase.SUCCEEDED));

        ReleaseRecord first = Objects.requireNonNull(history.revision(1)).record();
        Tenure rollback = Objects.requireNonNull(releases.beginRollback(await(releases), first, 10));
        apply(rollback.record().manifests().get(0));
        rollback.succeed();
        assertThat(helmsHistory())
                .containsExactly(
                        "1 superseded: Install complete",
                        "2 superseded: Upgrade complete",
                        "3 deployed: Rollback to 1");
        assertThat(helm("get", "values", "o")).contains("message: 1");

        helm("uninstall", "o", "--keep-history");
        assertThat(history(releases)).last().isEqualTo("3 uninstalled: Uninstallation complete");
        deploy(releases, "anew");
        assertThat(helmsHistory()).last().isEqualTo("4 deployed: Install complete");
        Tenure end = Objects.requireNonNull(releases.beginUninstall(await(releases)));
        end.uninstalled(false);
        assertThat(helm("list", "-q")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void helmWaitsForNobodyButRespectsThatWeHoldTheRelease(String helm) throws IOException {
        Releases releases = releases(helm);
        deploy(releases, "one");
        try (Tenure tenure = Objects.requireNonNull(releases.begin(await(releases), Contents.of("x"), 10))) {
            Tools.Outcome upgrade = tools.run(helm, "", "upgrade", "o", chart().toString());
            assertThat(upgrade.code()).isNotZero();
            assertThat(upgrade.errors()).contains("another operation (install/upgrade/rollback) is in progress");
            tenure.ensureHeld();
            Underway underway = Underway.of(
                    "o", Objects.requireNonNull(releases.history("o").newest()), Instant.now());
            assertThat(underway.silence()).isLessThan(Duration.ofSeconds(10));
            tenure.fail("enough");
        }
        assertThat(helmsHistory()).last().isEqualTo("2 failed: Upgrade \"o\" failed: enough");
        helm("upgrade", "o", chart().toString());
        assertThat(history(releases))
                .containsExactly(
                        "1 superseded: Install complete",
                        "2 failed: Upgrade \"o\" failed: enough",
                        "3 deployed: Upgrade complete");
    }
}
