package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.CrashError;
import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.FakeCluster.Moment;
import io.pgchart.manifest.LiveObject;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.release.ReleaseStatus;
import io.pgchart.release.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is killed at any of their writes, the next one ends it: with the same objects as if nothing had happened. */
class DeployCrashTest {

    private static final int MORE_THAN_ENOUGH = 200;

    @TempDir
    private Path output;

    /** What a killed process was doing, after what went well before it. */
    private record Story(Consumer<Town> before, Act act) {}

    @FunctionalInterface
    private interface Act {
        void play(Town town, FakeCluster cluster);
    }

    private static final Story INSTALL = new Story(town -> {}, (town, cluster) -> town.deploy(cluster, Town.options()));

    private static final Story UPGRADE = new Story(
            town -> {
                town.values.put("networkPolicy.enabled", "true");
                town.deploy(Town.options());
                town.values.clear();
                town.values.put("postgresql.config.work_mem", "16MB");
            },
            (town, cluster) -> town.deploy(cluster, Town.options()));

    private static final Story RESIZE = new Story(
            town -> {
                new Volumes(town.server);
                town.deploy(Town.options());
                town.values.put("persistence.size", "20Gi");
                town.values.put("postgresql.config.work_mem", "16MB");
            },
            (town, cluster) -> town.deploy(cluster, Town.options()));

    private static final Story ROLLBACK = new Story(
            town -> {
                town.deploy(Town.options());
                town.values.put("networkPolicy.enabled", "true");
                town.deploy(Town.options());
                town.values.clear();
            },
            (town, cluster) -> new Rollback(town.workbench(cluster))
                    .run(new RollbackRequest("orders-db", 1, Town.ROLLOUT, false, 10, null)));

    private static final Story UNDEPLOY = new Story(
            town -> town.deploy(Town.options()),
            (town, cluster) -> new Undeploy(town.workbench(cluster))
                    .run(new UndeployRequest("orders-db", Town.ROLLOUT, false, false, false, null)));

    @ParameterizedTest
    @EnumSource(Moment.class)
    void anInstall(Moment moment) {
        isFinishedByTheNext(INSTALL, moment);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void anUpgrade(Moment moment) {
        isFinishedByTheNext(UPGRADE, moment);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aResize(Moment moment) {
        isFinishedByTheNext(RESIZE, moment);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aRollback(Moment moment) {
        isFinishedByTheNext(ROLLBACK, moment);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void anUndeploy(Moment moment) {
        isFinishedByTheNext(UNDEPLOY, moment);
    }

    private void isFinishedByTheNext(Story story, Moment moment) {
        Town undisturbed = new Town(output);
        story.before.accept(undisturbed);
        story.act.play(undisturbed, undisturbed.server.connect());
        Map<String, String> expected = contents(undisturbed);

        int writes = 1;
        while (crashes(story, writes, moment, expected)) {
            writes++;
            assertThat(writes).isLessThan(MORE_THAN_ENOUGH);
        }
        assertThat(writes).as("writes that could be killed at").isGreaterThan(3);
    }

    /** @return false when the act had come to its end before so many writes */
    private boolean crashes(Story story, int write, Moment moment, Map<String, String> expected) {
        Town town = new Town(output);
        story.before.accept(town);
        FakeCluster doomed = town.server.connect();
        doomed.crashAtWrite(write, moment);
        boolean isCrashed = false;
        try {
            story.act.play(town, doomed);
        } catch (CrashError e) {
            isCrashed = true;
        }
        if (!isCrashed) {
            return false;
        }
        story.act.play(town, town.server.connect());
        assertThat(contents(town))
                .as("killed %s write %d, console:%n%s", moment, write, town.console.text())
                .isEqualTo(expected);
        soundHistory(town, write);
        return true;
    }

    private static void soundHistory(Town town, int write) {
        ReleaseHistory history = ReleaseHistory.read(town.server.connect(), "orders-db");
        List<ReleaseStatus> statuses =
                history.revisions().stream().map(Revision::status).toList();
        assertThat(statuses.stream().filter(ReleaseStatus.DEPLOYED::equals).count())
                .as("deployed revisions after write %d: %s", write, statuses)
                .isEqualTo(statuses.isEmpty() ? 0 : 1);
        assertThat(statuses).noneMatch(ReleaseStatus::isUnderway);
    }

    /** What the objects say, without records and what differs each time. */
    private static Map<String, String> contents(Town town) {
        Map<String, String> contents = new TreeMap<>();
        for (LiveObject live : town.server.objects()) {
            String name = live.id().shortName();
            if (name.startsWith("Secret/sh.helm.release") || name.startsWith("Namespace/")) {
                continue;
            }
            String data = live.id().kind().equals("Secret")
                    ? ""
                    : String.valueOf(live.tree().get("data"));
            // The hash of Secrets is keyed with what tells them from others of their names.
            String spec = String.valueOf(live.tree().get("spec"))
                    .replaceAll("(pgchart.io/secret-hash=ScalarNode\\[value=)\\w+", "$1");
            contents.put(name, data + spec);
        }
        return contents;
    }
}
