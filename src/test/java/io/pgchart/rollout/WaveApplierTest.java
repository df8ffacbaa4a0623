package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeCluster.Moment;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WaveApplierTest {

    private static final String A = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: '1'}}";
    private static final String B = "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {k: '1'}}";
    private static final String C = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {k: '1'}}";

    private final Stage stage = new Stage();

    @Test
    void appliesWhatChangesAndAnswersWithAllInTheirOrder() {
        LiveObject b = stage.owned(B);

        List<LiveObject> objects = new WaveApplier(stage.rollout(), false)
                .apply(Stage.wave(Stage.create(A), Stage.unchanged(B, b), Stage.create(C)));

        assertThat(objects).extracting(object -> object.id().name()).containsExactly("a", "b", "c");
        assertThat(objects).allMatch(Stage.OWNER::owns);
        assertThat(stage.server.writes())
                .extracting(FakeRequest::toString)
                .containsExactlyInAnyOrder("PATCH ConfigMap/a", "PATCH ConfigMap/c");
    }

    @Test
    void tellsAllRefusalsAndAppliesTheRest() {
        stage.server.refuse("PATCH ConfigMap/a", 403, "Forbidden", "exceeded quota: small, requested: count=1");
        stage.server.refuse("PATCH ConfigMap/c", 429, "TooManyRequests", "slow down");

        assertThatThrownBy(() -> new WaveApplier(stage.rollout(), false)
                        .apply(Stage.wave(Stage.create(A), Stage.create(B), Stage.create(C))))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::subject)
                                .containsExactly("ConfigMap/a", "ConfigMap/c"));
        assertThat(stage.live("v1", "ConfigMap", "b")).isNotNull();
    }

    @Test
    void namesManagerPathAndBothValuesOfAConflict() {
        LiveObject live = stage.owned(A);
        stage.server.patch(live.id(), "kubectl-edit", "data: {k: '2'}");

        assertThatThrownBy(() -> new WaveApplier(stage.rollout(), false)
                        .apply(Stage.wave(Stage.change(A, stage.live("v1", "ConfigMap", "a")))))
                .hasMessage("ConfigMap/a data.k: is owned by field manager kubectl-edit, which has '2', wanted '1'"
                        + " (templates/x.yaml:1). Leave the field out of what is deployed, or set forceConflicts"
                        + " (-Dpgchart.forceConflicts=true) to take the field over.");
    }

    @Test
    void takesFieldsOverWhenForced() {
        LiveObject live = stage.owned(A);
        stage.server.patch(live.id(), "kubectl-edit", "data: {k: '2'}");

        new WaveApplier(stage.rollout(), true).apply(Stage.wave(Stage.change(A, live)));

        assertThat(stage.live("v1", "ConfigMap", "a").text("data", "k")).isEqualTo("1");
    }

    @Test
    void asksTheGuardBeforeEachWrite() {
        AtomicInteger asked = new AtomicInteger();
        stage.guard = () -> {
            if (asked.incrementAndGet() == 2) {
                throw new ClusterException(new Problem("release orders-db", "is held by another one", null, "Wait."));
            }
        };

        assertThatThrownBy(() ->
                        new WaveApplier(stage.rollout(), false).apply(Stage.wave(Stage.create(A), Stage.create(B))))
                .hasMessage("release orders-db: is held by another one. Wait.");
        assertThat(stage.server.writes()).hasSize(1);
    }

    @Test
    void aKilledProcessIsNoRefusal() {
        stage.cluster.crashAtWrite(2, Moment.AFTER);

        assertThatThrownBy(() -> new WaveApplier(stage.rollout(), false)
                        .apply(Stage.wave(Stage.create(A), Stage.create(B), Stage.create(C))))
                .isInstanceOf(Error.class)
                .hasMessageContaining("killed");
    }
}
