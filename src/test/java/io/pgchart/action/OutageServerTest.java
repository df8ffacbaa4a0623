package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.fabric8.Hop;
import io.pgchart.realserver.NeedsNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way to the API server and back, and with the server itself, while a release is worked on. */
@NeedsNode
final class OutageServerTest {

    private static final String RECORD = "/secrets/sh\\.helm\\.release\\.v1\\.orders-db\\.v";
    private static final String CONFIG = "^PATCH \\S+/configmaps/small\\?(?!.*dryRun)";
    private static final String WORKLOAD = "^PATCH \\S+/statefulsets/small\\?(?!.*dryRun)";

    @TempDir
    private Path output;

    private final Hop hop = new Hop();
    private Site site;
    private Cluster cluster;

    @BeforeEach
    void settle() {
        site = new Site(output);
        cluster = hop.connect(site.namespace());
    }

    @AfterEach
    void leave() {
        cluster.close();
        site.close();
        hop.close();
    }

    /** A life from install to removal, to be lived under whatever was let go wrong before. */
    private void isDeployedUpgradedRolledBackAndRemoved() {
        site.values.put("extra", "true");
        site.deploy(cluster);
        assertThat(site.objects()).containsKeys("ConfigMap/small-extra", "Job/small-begin", "StatefulSet/small");
        Map<String, String> first = site.objects();

        site.values.clear();
        site.values.put("message", "two");
        site.deploy(cluster);
        assertThat(site.objects()).doesNotContainKey("ConfigMap/small-extra");

        site.rollback(cluster, 1);
        assertThat(site.objects()).isEqualTo(first);
        assertThat(site.history())
                .containsExactly(
                        "1 superseded: Install complete",
                        "2 superseded: Upgrade complete",
                        "3 deployed: Rollback to 1");

        site.undeploy(cluster);
        assertThat(site.objects()).containsOnlyKeys("Secret/small", "PersistentVolumeClaim/data-small-0");
        assertThat(site.history()).isEmpty();
    }

    @Test
    void theAnswerToEachWriteGetsLostOnce() {
        hop.loseEachAnswerOnce();
        isDeployedUpgradedRolledBackAndRemoved();
    }

    @Test
    void theServerIsTooBusyForEachKindOfRequestAtFirst() {
        hop.answer("^GET ", 3, 429, "TooManyRequests")
                .answer("^POST ", 3, 429, "TooManyRequests")
                .answer("^PATCH ", 3, 429, "TooManyRequests")
                .answer("^PUT ", 3, 429, "TooManyRequests")
                .answer("^DELETE ", 3, 429, "TooManyRequests");
        isDeployedUpgradedRolledBackAndRemoved();
    }

    @Test
    void theServerFailsForEachKindOfRequestAtFirst() {
        hop.answer("^GET ", 2, 500, "InternalError")
                .answer("^POST ", 2, 503, "ServiceUnavailable")
                .answer("^PATCH ", 2, 500, "InternalError")
                .answer("^PUT ", 2, 504, "Timeout")
                .answer("^DELETE ", 2, 500, "InternalError");
        isDeployedUpgradedRolledBackAndRemoved();
    }

    @Test
    void watchesEndAndExpire() {
        hop.closeWatches(4).expireWatches(4);
        isDeployedUpgradedRolledBackAndRemoved();
        assertThat(hop.asked()).filteredOn(asked -> asked.contains("watch=1")).hasSizeGreaterThan(8);
    }

    @Test
    void watchesFailAfterTheyWereOpened() {
        hop.failWatches(2, 429, "TooManyRequests", "too many requests")
                .failWatches(2, 500, "InternalError", "unable to decode")
                .failWatches(2, 503, "ServiceUnavailable", "apiserver is shutting down")
                .failWatches(2, 504, "Timeout", "Too large resource version: 9, current: 7");
        isDeployedUpgradedRolledBackAndRemoved();
        assertThat(hop.asked()).filteredOn(asked -> asked.contains("watch=1")).hasSizeGreaterThan(8);
    }

    @Test
    void streamsBreakOffWhileTheWorkloadIsWaitedFor() {
        hop.when("/pods\\?.*watch=1", hop::breakStreams);
        isDeployedUpgradedRolledBackAndRemoved();
    }

    @Test
    void aServerThatStaysTooBusyIsToldAndTheNextDeployGoesOn() {
        hop.answer(CONFIG, 6, 429, "TooManyRequests");

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("ConfigMap/small: the server is too busy to answer (chart/templates/config.yaml:1). Run the"
                        + " goal again in a while.");

        assertThat(site.history())
                .containsExactly("1 failed: Release \"orders-db\" failed: ConfigMap/small: the server is too busy to"
                        + " answer (chart/templates/config.yaml:1). Run the goal again in a while.");
        site.deploy(cluster);
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
    }

    @Test
    void aServerThatKeepsFailingIsToldAndTheNextDeployGoesOn() {
        hop.answer(WORKLOAD, 6, 500, "InternalError");

        assertThat(Told.by(() -> site.deploy(cluster)))
                .isEqualTo("StatefulSet/small: the server answered 500 InternalError: the hop was told to"
                        + " (chart/templates/statefulset.yaml:1). Look at the API server, then run the goal again.");

        assertThat(site.history()).last().asString().startsWith("1 failed: ");
        site.deploy(cluster);
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
    }

    @Test
    void aRecordThatCannotBeWrittenAnyMoreIsLeftToTheNext() {
        hop.answer("^PUT \\S+" + RECORD + "1", 100, 500, "InternalError");

        assertThat(Told.by(() -> site.deploy(cluster)))
                .startsWith("Secret/sh.helm.release.v1.orders-db.v1: the server answered 500 InternalError: ")
                .endsWith(" Look at the API server, then run the goal again.");

        assertThat(site.history()).containsExactly("1 pending-install: Initial install underway");
        site.deploy();
        assertThat(site.history()).last().isEqualTo("2 deployed: Upgrade complete");
    }

    @Test
    void theServerStandsStillInTheMiddleOfEachVerb() throws IOException {
        long server = apiServer();
        for (String write : new String[] {CONFIG, "^PUT \\S+" + RECORD, "^POST \\S+/jobs\\?(?!.*dryRun)", "^DELETE "}) {
            hop.when(write, () -> {
                signal(server, "STOP");
                // The second attempt comes when the patience with the first is over.
                hop.when(write, () -> signal(server, "CONT")).when("^GET ", () -> signal(server, "CONT"));
            });
        }
        try {
            isDeployedUpgradedRolledBackAndRemoved();
        } finally {
            signal(server, "CONT");
        }
    }

    private static long apiServer() throws IOException {
        String home = System.getenv("CLUSTER_HOME");
        assumeTrue(home != null, "CLUSTER_HOME says whose API server may be stopped");
        return Long.parseLong(Files.readString(Path.of(Objects.requireNonNull(home), "run", "kube-apiserver"))
                .strip());
    }

    private static void signal(long process, String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                    .start()
                    .waitFor();
            assertThat(code).isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
