package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgchart.cluster.FakeServer;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.realserver.NeedsNode;
import io.pgchart.realserver.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resize comes across on a real API server, with its controllers and their garbage collector. */
@NeedsNode
final class ResizeServerTest {

    private static final String SIZE = "{.spec.resources.requests.storage} {.status.capacity.storage}";

    @TempDir
    private Path output;

    private Site site;

    @BeforeEach
    void settle() {
        site = new Site(output);
    }

    @AfterEach
    void leave() {
        String name = site.namespace();
        site.cluster.delete(new ObjectId("v1", "PersistentVolume", null, name), null, Propagation.BACKGROUND);
        site.cluster.delete(
                new ObjectId("storage.k8s.io/v1", "StorageClass", null, name), null, Propagation.BACKGROUND);
        site.close();
    }

    /** A class of the namespace's name, with one volume that nobody makes larger. */
    private void storageClass(boolean allowsExpansion) {
        String name = site.namespace();
        site.cluster.create(
                FakeServer.yaml("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: " + name
                        + "}, provisioner: example.com/nobody, allowVolumeExpansion: " + allowsExpansion + "}"),
                false);
        site.cluster.create(
                FakeServer.yaml("{apiVersion: v1, kind: PersistentVolume, metadata: {name: " + name
                        + "}, spec: {storageClassName: " + name
                        + ", capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce],"
                        + " hostPath: {path: /nowhere}}}"),
                false);
        site.values.put("storageClass", name);
    }

    private void deploy(String size) {
        site.values.put("size", size);
        site.letSecondsPass();
        site.deploy();
    }

    private String kubectl(String... arguments) {
        return site.tools.kubectl("", arguments).orThrow();
    }

    private String claim(int instance) {
        return kubectl("get", "pvc", "data-small-" + instance, "-o", "jsonpath=" + SIZE);
    }

    /** The uid of each pod. */
    private Map<String, String> pods() {
        Map<String, String> pods = new TreeMap<>();
        for (LiveObject pod : site.cluster.list(Selection.labelled("v1", "Pod", "app=small"))) {
            pods.put(pod.id().name(), pod.uid());
        }
        return pods;
    }

    private LiveObject set() {
        return Objects.requireNonNull(site.find("apps/v1", "StatefulSet", "small"));
    }

    /** What was done to the set by hand is done to its pods. */
    private void settled() {
        kubectl("rollout", "status", "statefulset/small", "--timeout=30s");
    }

    @Test
    void instancesGrowAndNoneIsRestarted() {
        site.deploy();
        kubectl("rollout", "restart", "statefulset/small");
        settled();
        // As an autoscaler does: the chart names no number.
        kubectl("scale", "statefulset/small", "--replicas=3");
        settled();
        kubectl("scale", "statefulset/small", "--replicas=2");
        Site.until(() -> pods().size() == 2);
        settled();
        Map<String, String> pods = pods();

        deploy("2Gi");

        assertThat(site.console.text()).contains("pods stay: volume data grows '1Gi' -> '2Gi'");
        assertThat(pods()).isEqualTo(pods);
        assertThat(set().number(0, "spec", "replicas")).isEqualTo(2);
        assertThat(claim(0)).isEqualTo("2Gi 2Gi");
        assertThat(claim(1)).isEqualTo("2Gi 2Gi");
        assertThat(claim(2)).as("an instance that may come back").startsWith("2Gi ");
        assertThat(kubectl(
                        "get", "pods", "-l", "app=small", "-o", "jsonpath={.items[*].metadata.ownerReferences[0].uid}"))
                .isEqualTo(set().uid() + " " + set().uid());

        site.letSecondsPass();
        site.deploy();
        assertThat(site.console.text()).contains("Unchanged");
        site.values.put("message", "two");
        site.deploy();
        assertThat(set().number(0, "spec", "replicas")).as("after an upgrade").isEqualTo(2);
    }

    @Test
    void whatElseChangesDoesSoAtOnce() {
        site.deploy();
        Map<String, String> pods = pods();
        site.values.put("message", "two");

        deploy("2Gi");

        assertThat(site.console.text()).contains("pods will be replaced: volume data grows '1Gi' -> '2Gi'; ");
        assertThat(pods()).isNotEqualTo(pods).hasSize(1);
        assertThat(kubectl("get", "pod", "small-0", "-o", "jsonpath={.metadata.annotations.message}"))
                .isEqualTo("two");
        assertThat(claim(0)).isEqualTo("2Gi 2Gi");
    }

    @Test
    void claimsThatWouldGoWithTheirWorkloadStay() {
        site.deploy();
        String policy = "{\"spec\":{\"persistentVolumeClaimRetentionPolicy\":{\"whenDeleted\":\"Delete\"}}}";
        kubectl("patch", "statefulset", "small", "--type=merge", "-p", policy);
        String owner = "jsonpath={.metadata.ownerReferences[0].uid}";
        Site.until(() -> kubectl("get", "pvc", "data-small-0", "-o", owner).equals(set().uid()));
        String uid = Objects.requireNonNull(site.find("v1", "PersistentVolumeClaim", "data-small-0"))
                .uid();

        deploy("2Gi");

        LiveObject claim = Objects.requireNonNull(site.find("v1", "PersistentVolumeClaim", "data-small-0"));
        assertThat(claim.uid()).isEqualTo(uid);
        assertThat(claim.isBeingDeleted()).isFalse();
        assertThat(set().text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"))
                .isEqualTo("Delete");
    }

    @Test
    void aClassThatLetsNothingGrowIsToldBeforeAnythingIsWritten() {
        storageClass(false);
        site.deploy();
        Map<String, String> objects = site.objects();

        String told = Told.by(() -> deploy("2Gi"));

        assertThat(told)
                .startsWith("PersistentVolumeClaim/data-small-0: its StorageClass " + site.namespace()
                        + " does not let it grow: it has"
                        + " '1Gi', wanted '2Gi' (");
        assertThat(site.objects()).isEqualTo(objects);
        assertThat(site.history()).hasSize(1);
    }

    @Test
    void aSmallerSizeIsRefusedAndARollbackToItLeavesTheVolume() {
        site.deploy();
        deploy("2Gi");
        Map<String, String> pods = pods();

        assertThat(Told.by(() -> deploy("1Gi")))
                .contains("spec.volumeClaimTemplates[0].spec.resources.requests.storage: can only grow: it has '2Gi',"
                        + " wanted '1Gi' (");

        site.rollback(site.cluster, 1);

        assertThat(site.console.text()).contains("later volumes data '2Gi' -> '1Gi', those that are there stay");
        assertThat(claim(0)).isEqualTo("2Gi 2Gi");
        assertThat(pods()).isEqualTo(pods);
        // The revision is what it was recorded as: deploying the same again is nothing to do, and growing again
        // possible.
        deploy("1Gi");
        deploy("3Gi");
        assertThat(claim(0)).isEqualTo("3Gi 3Gi");
        assertThat(pods()).isEqualTo(pods);
    }

    @Test
    void aFailedUpgradeGoesBackAndLeavesTheVolumeLarger() {
        site.deploy();
        site.values.put("size", "2Gi");
        site.values.put("state", "waiting:CreateContainerConfigError");
        site.letSecondsPass();

        Throwable failure = catchThrowable(
                () -> site.deploy(site.cluster, new DeployOptions(Site.ROLLOUT, false, false, false, true, 10, null)));

        assertThat(failure).hasMessageContaining("CreateContainerConfigError");
        assertThat(failure.getSuppressed()).as(site.console.text()).isEmpty();
        assertThat(site.history()).last().asString().isEqualTo("3 deployed: Rollback to 1");
        assertThat(set().number(0, "status", "readyReplicas")).isEqualTo(1);
        assertThat(claim(0)).isEqualTo("2Gi 2Gi");
    }

    @Test
    void aVolumeThatDoesNotGrowIsToldWithTheReasonAndWaitedForByTheNextDeploy() {
        storageClass(true);
        site.deploy();
        String infeasible = "{\"status\":{\"allocatedResourceStatuses\":{\"storage\":\"ControllerResizeInfeasible\"},"
                + "\"conditions\":[{\"type\":\"ControllerResizeError\",\"status\":\"True\",\"message\":\"no room\"}]}}";
        site.whenThere("v1", "PersistentVolumeClaim", "data-small-0", claim -> {
            Site.until(() -> claim(0).equals("2Gi 1Gi"));
            kubectl("patch", "pvc", "data-small-0", "--subresource=status", "--type=merge", "-p", infeasible);
        });

        RolloutOptions impatient = new RolloutOptions(Duration.ofSeconds(5), true, false, false);
        site.values.put("size", "2Gi");
        Throwable failure = catchThrowable(
                () -> site.deploy(site.cluster, new DeployOptions(impatient, false, false, false, false, 10, null)));

        assertThat(failure)
                .hasMessage("PersistentVolumeClaim/data-small-0: is not ready after 5s:"
                        + " PersistentVolumeClaim/data-small-0: ControllerResizeError, no room. See kubectl describe"
                        + " pvc/data-small-0; when what it names is mended, run the goal again.");
        String grown = "{\"status\":{\"allocatedResourceStatuses\":null,\"conditions\":null,"
                + "\"capacity\":{\"storage\":\"2Gi\"}}}";
        Thread mender = new Thread(
                () -> kubectl("patch", "pvc", "data-small-0", "--subresource=status", "--type=merge", "-p", grown));
        mender.start();
        deploy("2Gi");
        assertThat(claim(0)).isEqualTo("2Gi 2Gi");
    }

    @Test
    void helmGoesOnFromAResize() throws IOException {
        site.deploy();
        deploy("2Gi");
        Map<String, String> pods = pods();

        Tools.Outcome upgrade = site.tools.run(
                "helm",
                "",
                "upgrade",
                Site.RELEASE,
                PlainChart.of(site).toString(),
                "--timeout",
                Duration.ofSeconds(60).toSeconds() + "s");

        assertThat(upgrade.orThrow()).contains("STATUS: deployed");
        assertThat(pods()).isEqualTo(pods);
        site.deploy();
        assertThat(pods()).isEqualTo(pods);
    }
}
