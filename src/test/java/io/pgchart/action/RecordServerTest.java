package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgchart.cluster.DisturbedCluster;
import io.pgchart.manifest.LiveObject;
import io.pgchart.realserver.NeedsNode;
import io.pgchart.realserver.RealServer;
import io.pgchart.realserver.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are as large as a Secret may be, damaged, or left behind by a helm that died. */
@NeedsNode
final class RecordServerTest {

    private static final String FIRST = "sh.helm.release.v1.orders-db.v1";

    @TempDir
    private Path output;

    private Site site;
    private DisturbedCluster cluster;

    @BeforeEach
    void settle() {
        site = new Site(output);
        cluster = new DisturbedCluster(site.cluster);
    }

    @AfterEach
    void leave() {
        site.close();
    }

    @Test
    void aRecordOfAlmostAMebibyteIsKeptUpgradedAndRolledBackTo() {
        site.values.put("text", random(500_000));
        site.deploy();
        assertThat(size(FIRST)).isBetween(1_000_000, 1_048_576);

        site.values.put("message", "two");
        site.deploy();
        site.rollback(site.cluster, 1);

        assertThat(site.history())
                .containsExactly(
                        "1 superseded: Install complete",
                        "2 superseded: Upgrade complete",
                        "3 deployed: Rollback to 1");
        site.undeploy(site.cluster);
        assertThat(site.history()).isEmpty();
    }

    @Test
    void aRecordThatIsTooLargeIsToldWithWhatTakesTheRoomBeforeAnythingIsWritten() {
        site.values.put("text", random(540_000));

        assertThat(Told.by(() -> site.deploy(cluster)))
                .matches("release orders-db: needs a record of 1\\d{6} bytes, packed, expected at most 104\\d{4}, for a"
                        + " Secret holds no more; most of it are ConfigMap/\\S+/small \\(\\d{6}\\), the value text"
                        + " \\(\\d{6}\\), \\S+ \\(\\d+\\)\\. Move large texts out of the values and the chart into"
                        + " ConfigMaps or Secrets of their own\\.");
        assertThat(cluster.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bm90IGd6aXA=", "SDRzSUFBQUFBQUFD"})
    void aDamagedRecordStopsEveryGoalBeforeAnythingIsWritten(String data) {
        site.deploy();
        damage(data);
        String told = "Secret/" + FIRST + ": is damaged: the record of revision 1 ";
        String way = "Restore the Secret from a backup, or remove it, and the revision with it: kubectl delete secret "
                + FIRST + " -n " + site.namespace() + ".";

        assertThat(Told.by(() -> site.deploy(cluster))).startsWith(told).endsWith(way);
        assertThat(Told.by(() -> site.rollback(cluster, 1))).startsWith(told).endsWith(way);
        assertThat(Told.by(() -> site.undeploy(cluster))).startsWith(told).endsWith(way);
        assertThat(Told.by(() -> new Status(site.workbench(cluster)).run(Site.RELEASE)))
                .startsWith(told)
                .endsWith(way);
        assertThat(cluster.writes()).isEmpty();
        new History(cluster, site.workbench(cluster).reporter()).run(new HistoryRequest(Site.RELEASE));
        assertThat(site.console.text())
                .contains("1                  deployed                      its record is damaged");
    }

    @Test
    void aDamagedRecordOfAnEarlierRevisionIsInNobodysWay() {
        site.deploy();
        site.values.put("message", "two");
        site.deploy();
        damage("bm90IGd6aXA=");

        site.values.put("message", "three");
        site.deploy();
        site.rollback(site.cluster, 2);
        site.undeploy(site.cluster);

        assertThat(site.objects()).containsOnlyKeys("Secret/small", "PersistentVolumeClaim/data-small-0");
        assertThat(site.cluster.get(Objects.requireNonNull(site.find("v1", "Secret", "small"))
                        .id()))
                .isNotNull();
        assertThat(site.find("v1", "Secret", FIRST)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "helm3"})
    void aRevisionThatADeadHelmLeftPendingIsTakenOverWhenAskedFor(String helm) throws Exception {
        assumeTrue(Tools.has(helm), "there is no " + helm + " on the path");
        site.values.put("password", "given-password");
        site.values.put("state", "waiting:ImagePullBackOff");
        Path chart = PlainChart.of(site);
        kill(helm, chart);
        site.values.remove("state");

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("release orders-db: revision 1 is pending-install, and has no sign of life of this plugin: a"
                        + " helm is at work on it, or died at it; nothing was changed. If no helm is running any more,"
                        + " take it over with -Dpgchart.unlock=1, or let helm mend it: 'helm uninstall orders-db -n "
                        + site.namespace() + "', or 'kubectl delete secret " + FIRST + " -n " + site.namespace()
                        + "'.");
        assertThat(Told.by(() -> site.undeploy(cluster))).contains("-Dpgchart.unlock=1");
        assertThat(cluster.writes()).isEmpty();

        site.deploy(site.cluster, new DeployOptions(Site.ROLLOUT, false, false, false, false, 10, 1));
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
        assertThat(site.history().get(0))
                .startsWith("1 failed: Release \"orders-db\" failed: interrupted; it was held by helm");
    }

    /** Lets a helm install until it waits for what never becomes ready, and kills it. */
    private void kill(String helm, Path chart) throws IOException, InterruptedException {
        ProcessBuilder install = new ProcessBuilder(
                helm, "install", Site.RELEASE, chart.toString(), "--namespace", site.namespace(), "--wait");
        install.environment().put("KUBECONFIG", System.getenv(RealServer.KUBECONFIG));
        install.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process running = install.start();
        try {
            while (site.find("v1", "Pod", "small-0") == null) {
                assertThat(running.isAlive()).as("helm waits").isTrue();
            }
        } finally {
            running.destroyForcibly().waitFor();
        }
    }

    private void damage(String data) {
        site.tools
                .kubectl(
                        "", "patch", "secret", FIRST, "--type=merge", "-p", "{\"data\":{\"release\":\"" + data + "\"}}")
                .orThrow();
    }

    private int size(String secret) {
        LiveObject live = Objects.requireNonNull(site.find("v1", "Secret", secret));
        return Base64.getDecoder().decode(live.text("data", "release")).length;
    }

    /** Text that packs to three quarters at best. */
    private static String random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII).substring(0, length);
    }
}
