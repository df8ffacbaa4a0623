package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeRequest;
import io.pgchart.error.ClusterException;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrunerTest {

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {a: b}}
              template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}
            """;

    private final Stage stage = new Stage();

    @Test
    void removesInTheOrderGivenAndWaitsForWhatOwnsPods() {
        LiveObject set = stage.owned(SET);
        pod(set, "metadata: {finalizers: [test/hold]}");
        LiveObject map = config("m");
        stage.server.later(Duration.ofSeconds(7), () -> stage.server.remove(Stage.id("v1", "Pod", "db-0")));

        new Pruner(stage.rollout()).prune(List.of(Stage.removal(set), Stage.removal(map)));

        assertThat(stage.server.requests())
                .extracting(FakeRequest::toString)
                .containsExactly("DELETE StatefulSet/db", "WATCH StatefulSet", "DELETE ConfigMap/m");
        assertThat(stage.server.find(set.id())).isNull();
        assertThat(stage.server.find(map.id())).isNull();
    }

    @Test
    void leavesAloneWhatBelongsToSomeoneElse() {
        stage.server.put("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}");
        LiveObject map = stage.live("v1", "ConfigMap", "m");

        new Pruner(stage.rollout()).prune(List.of(Stage.removal(map)));

        assertThat(stage.server.writes()).isEmpty();
        assertThat(stage.console.text())
                .isEqualTo("Removing  ConfigMap/m                   left alone: it belongs to no release\n");
    }

    @Test
    void leavesAloneWhatWasMadeAnewMeanwhile() {
        LiveObject map = config("m");
        stage.server.remove(map.id());
        config("m");

        new Pruner(stage.rollout()).prune(List.of(Stage.removal(map)));

        assertThat(stage.server.find(map.id())).isNotNull();
    }

    @Test
    void tellsWhatHoldsAnObjectForTooLong() {
        LiveObject set = stage.owned(SET.replace("{name: db}", "{name: db, finalizers: [example.com/backup]}"));
        stage.timeout = Duration.ofSeconds(90);

        assertThatThrownBy(() -> new Pruner(stage.rollout()).prune(List.of(Stage.removal(set))))
                .isInstanceOf(RolloutException.class)
                .hasMessage("StatefulSet/db: was deleted and is still there after 90s, held by example.com/backup."
                        + " See kubectl describe statefulset/db; then run the goal again, with a longer timeout if it"
                        + " needs one.");
    }

    @Test
    void goesOnAfterARefusalAndTellsIt() {
        LiveObject first = config("a");
        LiveObject second = config("b");
        stage.server.refuse(
                "DELETE ConfigMap/a",
                403,
                "Forbidden",
                "configmaps \"a\" is forbidden: User \"ci\" cannot delete resource \"configmaps\" in API group \"\" in the"
                        + " namespace \"orders\"");

        assertThatThrownBy(
                        () -> new Pruner(stage.rollout()).prune(List.of(Stage.removal(first), Stage.removal(second))))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "ConfigMap/a: user ci may not delete configmaps in namespace orders. Have a Role bound to the"
                                + " user that allows delete on configmaps, or use a context whose user may do it.");
        assertThat(stage.server.find(second.id())).isNull();
    }

    @Test
    void watchesSeveralOfAKindOnce() {
        LiveObject first = cron("full");
        LiveObject second = cron("incr");

        new Pruner(stage.rollout()).prune(List.of(Stage.removal(first), Stage.removal(second)));

        assertThat(stage.server.requests())
                .extracting(FakeRequest::toString)
                .containsExactly("DELETE CronJob/full", "DELETE CronJob/incr", "WATCH CronJob");
    }

    private LiveObject config(String name) {
        return stage.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}");
    }

    private LiveObject cron(String name) {
        return stage.owned("{apiVersion: batch/v1, kind: CronJob, metadata: {name: " + name + "},"
                + " spec: {schedule: '0 1 * * *', jobTemplate: {}}}");
    }

    private void pod(LiveObject set, String more) {
        stage.server.put("{apiVersion: v1, kind: Pod, metadata: {name: db-0, ownerReferences: [{apiVersion: apps/v1,"
                + " kind: StatefulSet, name: db, uid: '" + set.uid() + "'}]}, spec: {containers: [{name: c}]}}");
        stage.server.patch(Stage.id("v1", "Pod", "db-0"), "controller", more);
    }
}
