package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.fabric8.Hop;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.release.Intervals;
import io.pgchart.release.Machine;
import io.pgchart.release.Releases;
import io.pgchart.release.Ticker;
import io.pgchart.report.LogSink;
import io.pgchart.report.TextReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a release costs what it costs by itself, and an object as much as any other: requests, bytes, and what stays in
 * memory; no times.
 */
@NeedsRealServer
final class ScaleServerTest {

    private static final int AT_ONCE = 8;

    /** On a slow machine the hold on the release is renewed on the way. */
    private static final double A_SIGN_OF_LIFE = 0.1;

    /** A release is larger than this wherever it is held, and an object larger than a tenth of it. */
    private static final int TEXT = 20_000;

    /** What may stay in memory: 150 releases would be 3 MB, and 500 objects 1 MB. Measured: less than 0.15 MB. */
    private static final long KEPT = 500_000;

    private static final LogSink FORGETFUL = new LogSink() {
        @Override
        public void line(String label, String text) {}

        @Override
        public void change(char sign, String text) {}

        @Override
        public void text(String text) {}
    };

    /** What a goal costs. */
    private record Cost(int requests, long bytes) {}

    @TempDir
    private Path output;

    private final ConcurrentMap<String, CompletableFuture<String>> build = new ConcurrentHashMap<>();
    private final AtomicLong processes = new AtomicLong();
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

    /** A chart of so many ConfigMaps. */
    private Path chart(int count) {
        Path folder = output.resolve("many-" + count);
        List<Integer> items = IntStream.range(0, count).boxed().toList();
        try {
            Files.createDirectories(folder.resolve("templates"));
            Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: many\nversion: 0.1.0\n");
            Files.writeString(folder.resolve("values.yaml"), "prefix: o\ntext: x\nitems: " + items + "\n");
            Files.writeString(folder.resolve("templates").resolve("config.yaml"), """
                    {{#Values.items}}
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: "{{Values.prefix}}-{{.}}"
                    data:
                      number: "{{.}}"
                      text: {{Values.text}}
                    {{/Values.items}}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private Cost cost(Runnable goal) {
        int requests = hop.asked().size();
        long bytes = hop.answered();
        goal.run();
        return new Cost(hop.asked().size() - requests, hop.answered() - bytes);
    }

    /** Install, nothing to do, upgrade, status, history, rollback, undeploy. */
    private List<Cost> life() {
        List<Cost> costs = new ArrayList<>();
        site.chart = chart(1);
        costs.add(cost(() -> site.deploy(cluster)));
        site.letSecondsPass();
        costs.add(cost(() -> site.deploy(cluster)));
        site.chart = chart(2);
        site.letSecondsPass();
        costs.add(cost(() -> site.deploy(cluster)));
        costs.add(cost(() -> new Status(site.workbench(cluster)).run(Site.RELEASE)));
        costs.add(cost(
                () -> new History(cluster, site.workbench(cluster).reporter()).run(new HistoryRequest(Site.RELEASE))));
        site.letSecondsPass();
        costs.add(cost(() -> site.rollback(cluster, 1)));
        costs.add(cost(() -> site.undeploy(cluster)));
        return costs;
    }

    @Test
    void aReleaseCostsNoMoreAmongTwoHundredOthers() throws Exception {
        life();
        List<Cost> alone = life();

        site.chart = chart(1);
        eachOf(0, 200, this::deploy);
        List<Cost> among = life();

        assertThat(among.stream().map(Cost::requests))
                .as("requests")
                .isEqualTo(alone.stream().map(Cost::requests).toList());
        for (int i = 0; i < alone.size(); i++) {
            // Versions and times are longer or shorter by a letter or two.
            assertThat(among.get(i).bytes())
                    .as("bytes of goal %d", i)
                    .isLessThan(alone.get(i).bytes() + 500);
        }
        assertThat(site.cluster.list(Selection.labelled("v1", "Secret", "owner=helm,status=deployed")))
                .as("the others")
                .hasSize(200);
    }

    @Test
    void twoHundredReleasesLeaveNoMoreInMemoryThanFifty() throws Exception {
        site.chart = chart(1);
        site.values.put("text", "x".repeat(TEXT));
        eachOf(0, 50, this::deploy);
        eachOf(0, 50, this::undeploy);
        eachOf(0, 50, this::deploy);
        LiveHeap fifty = LiveHeap.now();

        eachOf(50, 200, this::deploy);
        LiveHeap deployed = LiveHeap.now();
        eachOf(0, 200, this::undeploy);
        LiveHeap removed = LiveHeap.now();

        assertThat(deployed.since(fifty)).as("bytes kept of deploys").isLessThan(KEPT);
        assertThat(removed.since(fifty)).as("bytes kept of removals").isLessThan(KEPT);
        assertThat(site.objects()).isEmpty();
    }

    @Test
    void fiveHundredObjectsLeaveNoMoreInMemoryThanAHundred() throws Exception {
        site.values.put("text", "x".repeat(TEXT / 10));
        site.chart = chart(100);
        deploy("r100");
        undeploy("r100");
        LiveHeap hundred = LiveHeap.now();

        site.chart = chart(500);
        deploy("r500");
        LiveHeap deployed = LiveHeap.now();
        undeploy("r500");
        LiveHeap removed = LiveHeap.now();

        assertThat(deployed.since(hundred)).as("bytes kept of a deploy").isLessThan(KEPT);
        assertThat(removed.since(hundred)).as("bytes kept of a removal").isLessThan(KEPT);
        assertThat(site.objects()).isEmpty();
    }

    private void deploy(String release) {
        new Deploy(quiet(), build)
                .run(new DeployRequest(
                        request(release), new DeployOptions(Site.ROLLOUT, false, false, false, false, 10, null)));
    }

    private void undeploy(String release) {
        new Undeploy(quiet()).run(new UndeployRequest(release, Site.ROLLOUT, false, false, false, null));
        Deploy.forget(build, site.cluster.target(), release);
    }

    /** What goes on in a Maven session that deploys all of them: one connection, one build, and a console that forgets. */
    private Workbench quiet() {
        InstantSource clock = InstantSource.system();
        Machine machine = new LatestProcess(processes.incrementAndGet());
        Releases releases = new Releases(site.cluster, machine, clock, Ticker.thread(), Intervals.standard());
        return new Workbench(site.cluster, releases, new TextReporter(FORGETFUL), clock, new SecureRandom());
    }

    /** Does something with the releases of these numbers, several at once. */
    private static void eachOf(int first, int end, Consumer<String> goal) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> goals = new ArrayList<>();
            for (int i = first; i < end; i++) {
                String release = "r" + i;
                goals.add(threads.submit(() -> goal.accept(release)));
            }
            for (Future<?> each : goals) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private synchronized RenderRequest request(String release) {
        site.values.put("prefix", release);
        try {
            return site.request(release);
        } finally {
            site.values.remove("prefix");
        }
    }

    @Test
    void fiveHundredObjectsCostFiveTimesAsMuchAsAHundred() {
        List<Cost> hundred = lifeOf(100);
        List<Cost> fiveHundred = lifeOf(500);

        // A dry run and an apply.
        assertThat(perObject(hundred, fiveHundred, 0)).as("install").isLessThan(2 + A_SIGN_OF_LIFE);
        // A dry run alone.
        assertThat(perObject(hundred, fiveHundred, 1)).as("nothing to do").isLessThan(1 + A_SIGN_OF_LIFE);
        // A look and a deletion.
        assertThat(perObject(hundred, fiveHundred, 2)).as("undeploy").isLessThan(2 + A_SIGN_OF_LIFE);
        for (int i = 0; i < hundred.size(); i++) {
            assertThat(fiveHundred.get(i).bytes()).isLessThan(6 * hundred.get(i).bytes());
        }
        assertThat(site.objects()).isEmpty();
    }

    private List<Cost> lifeOf(int objects) {
        site.chart = chart(objects);
        List<Cost> costs = new ArrayList<>();
        costs.add(cost(() -> site.deploy(cluster)));
        assertThat(site.objects()).hasSize(objects);
        site.letSecondsPass();
        costs.add(cost(() -> site.deploy(cluster)));
        costs.add(cost(() -> site.undeploy(cluster)));
        return costs;
    }

    private static double perObject(List<Cost> less, List<Cost> more, int goal) {
        return (more.get(goal).requests() - less.get(goal).requests()) / 400.0;
    }
}
