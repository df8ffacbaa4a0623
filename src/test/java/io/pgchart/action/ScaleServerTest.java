package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.Selection;
import io.pgchart.cluster.fabric8.Hop;
import io.pgchart.realserver.NeedsRealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a release costs what it costs by itself, and an object as much as any other: requests and bytes, no times. */
@NeedsRealServer
final class ScaleServerTest {

    private static final int AT_ONCE = 8;

    /** On a slow machine the hold on the release is renewed on the way. */
    private static final double A_SIGN_OF_LIFE = 0.1;

    /** What a goal costs. */
    private record Cost(int requests, long bytes) {}

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

    /** A chart of so many ConfigMaps. */
    private Path chart(int count) {
        Path folder = output.resolve("many-" + count);
        List<Integer> items = IntStream.range(0, count).boxed().toList();
        try {
            Files.createDirectories(folder.resolve("templates"));
            Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: many\nversion: 0.1.0\n");
            Files.writeString(folder.resolve("values.yaml"), "prefix: o\nitems: " + items + "\n");
            Files.writeString(folder.resolve("templates").resolve("config.yaml"), """
                    {{#Values.items}}
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: "{{Values.prefix}}-{{.}}"
                    data:
                      number: "{{.}}"
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
        site.letASecondPass();
        costs.add(cost(() -> site.deploy(cluster)));
        site.chart = chart(2);
        site.letASecondPass();
        costs.add(cost(() -> site.deploy(cluster)));
        costs.add(cost(() -> new Status(site.workbench(cluster)).run(Site.RELEASE)));
        costs.add(cost(
                () -> new History(cluster, site.workbench(cluster).reporter()).run(new HistoryRequest(Site.RELEASE))));
        site.letASecondPass();
        costs.add(cost(() -> site.rollback(cluster, 1)));
        costs.add(cost(() -> site.undeploy(cluster)));
        return costs;
    }

    @Test
    void aReleaseCostsNoMoreAmongTwoHundredOthers() throws Exception {
        life();
        List<Cost> alone = life();

        site.chart = chart(1);
        releases(200);
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

    private void releases(int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> deploys = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = "r" + i;
                RenderRequest request = request(name);
                deploys.add(threads.submit(() -> new Deploy(site.workbench(site.cluster), new ConcurrentHashMap<>())
                        .run(new DeployRequest(
                                request, new DeployOptions(Site.ROLLOUT, false, false, false, false, 10, null)))));
            }
            for (Future<?> deploy : deploys) {
                deploy.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private RenderRequest request(String release) {
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
        site.letASecondPass();
        costs.add(cost(() -> site.deploy(cluster)));
        costs.add(cost(() -> site.undeploy(cluster)));
        return costs;
    }

    private static double perObject(List<Cost> less, List<Cost> more, int goal) {
        return (more.get(goal).requests() - less.get(goal).requests()) / 400.0;
    }
}
