package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.error.ClusterException;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.plan.Wave;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReplacementTest {

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {a: b}}
              template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: %s}}}
            """;

    private final Stage stage = new Stage();

    private LiveObject live() {
        return stage.cluster.apply(
                Stage.OWNER.marked(Stage.manifest(SET.formatted("1Gi")).tree()),
                new ApplyOptions("helm", false, false));
    }

    private Wave wave(LiveObject live) {
        return Stage.wave(Stage.replace(SET.formatted("2Gi"), live, live));
    }

    private List<String> requests() {
        return stage.server.requests().stream().map(FakeRequest::toString).toList();
    }

    @Test
    void whatItOwnsStays() {
        LiveObject live = live();
        stage.server.put(
                "{apiVersion: v1, kind: Pod, metadata: {name: db-0, ownerReferences: [{apiVersion: apps/v1, kind:"
                        + " StatefulSet, name: db, uid: '" + live.uid() + "'}]}, spec: {}}");

        new Replacement(stage.rollout(), false).clear(wave(live));
        new WaveApplier(stage.rollout(), false).apply(wave(live));

        assertThat(requests())
                .containsExactly(
                        "PATCH StatefulSet/db", "DELETE StatefulSet/db", "WATCH StatefulSet", "PATCH StatefulSet/db");
        assertThat(stage.live("v1", "Pod", "db-0").isBeingDeleted()).isFalse();
        LiveObject now = stage.live("apps/v1", "StatefulSet", "db");
        assertThat(now.uid()).isNotEqualTo(live.uid());
        assertThat(String.valueOf(now.at("spec", "volumeClaimTemplates"))).contains("2Gi");
    }

    @Test
    void nothingIsMadeBeforeTheOldOneIsGone() {
        LiveObject live = live();
        stage.server.patch(live.id(), "someone", "metadata: {finalizers: [orphan]}");
        stage.timeout = Duration.ofSeconds(30);

        assertThatThrownBy(() -> new Replacement(stage.rollout(), false).clear(wave(live)))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("StatefulSet/db: was deleted and is still there after 30s, held by orphan.");
    }

    @Test
    void oneThatSomebodyElseHasMadeAnewIsNotRemoved() {
        LiveObject live = live();
        stage.server.remove(live.id());
        LiveObject theirs = live();

        new Replacement(stage.rollout(), false).clear(wave(live));

        assertThat(stage.live("apps/v1", "StatefulSet", "db").uid()).isEqualTo(theirs.uid());
    }

    @Test
    void aRefusalTellsWhatIsLeft() {
        LiveObject live = live();
        new Replacement(stage.rollout(), false).clear(wave(live));
        stage.server.refuse("PATCH StatefulSet/db", 403, "Forbidden", "exceeded quota: small, requested: count=1");

        assertThatThrownBy(() -> new WaveApplier(stage.rollout(), false).apply(wave(live)))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith(
                        "StatefulSet/db: was removed to be made anew for its volumes; its pods and volumes"
                                + " stay; now it does not fit into the quota small: requested: count=1 (templates/x.yaml:1).");
    }

    @Test
    void fieldsOfOthersStayAndStayTheirs() {
        LiveObject live = live();
        stage.server.patch(live.id(), "kubectl-annotate", "metadata: {annotations: {by: hand}}");
        LiveObject shared = stage.live("apps/v1", "StatefulSet", "db");
        Wave wave = Stage.wave(Stage.replace(SET.formatted("1Gi"), shared, shared));
        // As its controller does before the managers are handed on.
        stage.server.afterWrite(request -> {
            if (request.toString().equals("PATCH StatefulSet/db")) {
                stage.server.status(live.id(), "{observedGeneration: 1}");
                stage.server.refuse("PUT StatefulSet/db", 409, "Conflict", "the object has been modified");
            }
        });

        new Replacement(stage.rollout(), false).clear(wave);
        new WaveApplier(stage.rollout(), false).apply(wave);

        LiveObject made = stage.live("apps/v1", "StatefulSet", "db");
        assertThat(made.uid()).isNotEqualTo(live.uid());
        assertThat(made.annotation("by")).isEqualTo("hand");
        assertThat(requests()).containsOnlyOnce("GET StatefulSet/db");
        LiveObject without = stage.cluster.apply(
                Stage.OWNER.marked(Stage.manifest(SET.formatted("1Gi")).tree()),
                new ApplyOptions("helm", false, false));
        assertThat(without.annotation("by")).as("after an apply without it").isEqualTo("hand");
        assertThat(Objects.requireNonNull(stage.server.find(live.id())).appliedAt("helm"))
                .isNotNull();
    }
}
