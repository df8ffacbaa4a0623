package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.CrashError;
import io.pgchart.cluster.DisturbedCluster;
import io.pgchart.realserver.NeedsNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever is killed between any two of their writes, the next one ends it on a real API server: with the same objects
 * as if nothing had happened, nothing besides, and a history that tells of one deployed revision and of none underway.
 */
@NeedsNode
final class KilledServerTest {

    /** Most of the time is spent waiting for the server. */
    private static final int AT_ONCE = 6;

    @TempDir
    private Path output;

    /**
     * What a killed process was doing, after what went well before it.
     *
     * @param isRemoved whether nothing of the release is left in the end
     */
    private record Story(Consumer<Site> before, BiConsumer<Site, Cluster> act, boolean isRemoved) {}

    private static final Story INSTALL = new Story(site -> {}, Site::deploy, false);

    private static final Story UPGRADE = new Story(
            site -> {
                site.values.put("extra", "true");
                site.deploy();
                site.values.clear();
                site.values.put("message", "two");
            },
            Site::deploy,
            false);

    private static final Story RESIZE = new Story(
            site -> {
                site.deploy();
                site.values.put("size", "2Gi");
            },
            Site::deploy,
            false);

    private static final Story ROLLBACK = new Story(
            site -> {
                site.values.put("extra", "true");
                site.deploy();
                site.values.clear();
                site.values.put("message", "two");
                site.deploy();
            },
            (site, cluster) -> site.rollback(cluster, 1),
            false);

    private static final Story UNDEPLOY = new Story(Site::deploy, Site::undeploy, true);

    @Test
    void anInstallIsFinishedByTheNext() throws Exception {
        assertThat(writesKilledAt(INSTALL))
                .contains("POST Secret/sh.helm.release.v1.orders-db.v1")
                .hasSizeGreaterThan(8);
    }

    @Test
    void anUpgradeIsFinishedByTheNext() throws Exception {
        assertThat(writesKilledAt(UPGRADE))
                .contains("DELETE ConfigMap/small-extra")
                .hasSizeGreaterThan(8);
    }

    @Test
    void aResizeIsFinishedByTheNext() throws Exception {
        assertThat(writesKilledAt(RESIZE))
                .containsSubsequence(
                        "PATCH PersistentVolumeClaim/data-small-0",
                        "DELETE StatefulSet/small",
                        "PATCH StatefulSet/small");
    }

    @Test
    void aRollbackIsFinishedByTheNext() throws Exception {
        assertThat(writesKilledAt(ROLLBACK))
                .contains("PATCH ConfigMap/small-extra")
                .hasSizeGreaterThan(8);
    }

    @Test
    void anUndeployIsFinishedByTheNext() throws Exception {
        assertThat(writesKilledAt(UNDEPLOY))
                .contains("DELETE StatefulSet/small")
                .hasSizeGreaterThan(8);
    }

    private List<String> writesKilledAt(Story story) throws Exception {
        List<String> writes;
        Map<String, String> expected;
        try (Site undisturbed = new Site(output)) {
            story.before.accept(undisturbed);
            DisturbedCluster watched = new DisturbedCluster(undisturbed.cluster);
            story.act.accept(undisturbed, watched);
            writes = watched.writes();
            expected = undisturbed.objects();
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> trials = new ArrayList<>();
            for (int after = 0; after <= writes.size(); after++) {
                int count = after;
                trials.add(threads.submit(() -> isFinished(story, count, writes, expected)));
            }
            for (Future<?> trial : trials) {
                rethrown(trial);
            }
        } finally {
            threads.shutdownNow();
        }
        return writes;
    }

    private void isFinished(Story story, int after, List<String> writes, Map<String, String> expected) {
        try (Site site = new Site(output)) {
            story.before.accept(site);
            boolean isKilled = false;
            try {
                story.act.accept(site, new DisturbedCluster(site.cluster).killedAfter(after));
            } catch (CrashError e) {
                isKilled = true;
            }
            String when = "killed after " + after + " of " + writes + ", console:\n";
            assertThat(isKilled || after >= writes.size()).as(when).isTrue();

            story.act.accept(site, site.cluster);

            assertThat(site.objects()).as(when + site.console.text()).isEqualTo(expected);
            List<String> history = site.history();
            assertThat(history).as(when + site.console.text()).noneMatch(KilledServerTest::isUnderwayOrMislabelled);
            assertThat(history.stream().filter(line -> line.matches("\\d+ deployed: .*")))
                    .as(when + history)
                    .hasSize(story.isRemoved ? 0 : 1);
            assertThat(history.isEmpty()).as(when + history).isEqualTo(story.isRemoved);
        }
    }

    private static boolean isUnderwayOrMislabelled(String line) {
        return line.matches("\\d+ (pending-|uninstall).*") || line.contains(" labelled ");
    }

    private static void rethrown(Future<?> trial) throws InterruptedException {
        try {
            trial.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
