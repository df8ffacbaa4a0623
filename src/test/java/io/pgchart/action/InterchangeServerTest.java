package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgchart.manifest.LiveObject;
import io.pgchart.realserver.NeedsNode;
import io.pgchart.realserver.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole goals on what a helm has done, and whole helm commands on what goals have done, with the same objects. */
@NeedsNode
final class InterchangeServerTest {

    private static final String NAME = Site.RELEASE;

    @TempDir
    private Path output;

    private Site site;
    private String helm = "helm";

    @BeforeEach
    void settle() {
        site = new Site(output);
        site.values.put("password", "given-password");
    }

    @AfterEach
    void leave() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void helmOnOurs(String helm) throws IOException {
        use(helm);
        site.values.put("extra", "true");
        site.deploy();
        site.values.remove("extra");
        site.values.put("message", "two");
        site.deploy();

        assertThat(helm("list", "-o", "json"))
                .contains("\"name\":\"orders-db\"", "\"revision\":\"2\"", "\"status\":\"deployed\"")
                .contains("\"chart\":\"small-0.1.0\"");
        assertThat(helm("status", NAME)).contains("STATUS: deployed", "REVISION: 2", "orders-db says two");
        assertThat(helm("get", "all", NAME)).contains("message: two", "kind: StatefulSet", "name: small-begin");
        assertThat(helm("get", "values", NAME)).contains("message: two");
        assertThat(helm("history", NAME)).contains("superseded", "Install complete", "deployed", "Upgrade complete");

        Map<String, String> before = versions();
        helm("upgrade", NAME, PlainChart.of(site).toString());
        assertThat(versions()).as("objects after an upgrade to the same").isEqualTo(before);
        assertThat(site.history()).last().isEqualTo("3 deployed: Upgrade complete");

        helm("rollback", NAME, "1");
        assertThat(site.objects().get("ConfigMap/small")).contains("one");
        assertThat(site.objects()).containsKey("ConfigMap/small-extra");
        assertThat(site.history()).last().isEqualTo("4 deployed: Rollback to 1");

        helm("uninstall", NAME, "--wait");
        assertThat(site.objects().keySet())
                .contains("Secret/small", "PersistentVolumeClaim/data-small-0")
                .doesNotContain("ConfigMap/small", "ConfigMap/small-extra", "Service/small", "StatefulSet/small");
        assertThat(site.history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void oursOnHelms(String helm) throws IOException {
        use(helm);
        site.values.put("extra", "true");
        helm("install", NAME, PlainChart.of(site).toString(), "--wait");
        site.values.remove("extra");
        site.values.put("message", "two");
        helm("upgrade", NAME, PlainChart.of(site).toString(), "--wait");

        new Status(site.workbench(site.cluster)).run(NAME);
        assertThat(site.console.text())
                .contains("Status    deployed  small-0.1.0", "Upgrade complete")
                .contains("StatefulSet/small             1 of 1 ready")
                .contains("Job/small-begin               Succeeded after");

        String pod = uid("Pod", "small-0");
        site.deploy();
        assertThat(uid("Pod", "small-0"))
                .as("the pod after the same was deployed")
                .isEqualTo(pod);
        assertThat(site.history())
                .containsExactly(
                        "1 superseded: Install complete",
                        "2 superseded: Upgrade complete",
                        "3 deployed: Upgrade complete");
        assertThat(helm("history", NAME)).contains("3       ", "deployed");

        site.rollback(site.cluster, 1);
        assertThat(site.objects().get("ConfigMap/small")).contains("one");
        assertThat(site.objects()).containsKey("ConfigMap/small-extra");
        site.deploy();
        assertThat(site.objects()).doesNotContainKey("ConfigMap/small-extra");

        site.undeploy(site.cluster);
        assertThat(site.objects()).containsOnlyKeys("Secret/small", "PersistentVolumeClaim/data-small-0");
        assertThat(site.history()).isEmpty();
        assertThat(helm("list", "-q")).isBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void theirsAndOursTakeTurns(String helm) throws IOException {
        use(helm);
        helm("install", NAME, PlainChart.of(site).toString(), "--wait");
        site.values.put("message", "ours");
        site.deploy();
        site.values.put("message", "theirs");
        site.values.put("extra", "true");
        helm("upgrade", NAME, PlainChart.of(site).toString(), "--wait");
        assertThat(site.objects().get("ConfigMap/small")).contains("theirs");
        site.values.remove("extra");
        site.values.put("message", "ours again");
        site.deploy();

        assertThat(site.objects().get("ConfigMap/small")).contains("ours again");
        assertThat(site.objects()).doesNotContainKey("ConfigMap/small-extra");
        helm("uninstall", NAME, "--keep-history");
        site.deploy();
        assertThat(site.history()).last().isEqualTo("5 deployed: Install complete");
        site.undeploy(site.cluster);
        assertThat(site.history()).isEmpty();
    }

    private void use(String command) {
        assumeTrue(Tools.has(command), "there is no " + command + " on the path");
        helm = command;
    }

    private String helm(String... arguments) {
        return site.tools.run(helm, "", arguments).orThrow();
    }

    /** The versions of what is no hook and no record; another one with every change. */
    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        List<LiveObject> all = new ArrayList<>();
        for (String kind : List.of("ConfigMap", "Secret", "Service", "Pod")) {
            all.add(Objects.requireNonNull(site.find("v1", kind, kind.equals("Pod") ? "small-0" : "small")));
        }
        all.add(Objects.requireNonNull(site.find("apps/v1", "StatefulSet", "small")));
        all.forEach(live -> versions.put(live.id().shortName(), live.resourceVersion()));
        return versions;
    }

    private String uid(String kind, String name) {
        return Objects.requireNonNull(site.find("v1", kind, name)).uid();
    }
}
