package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.cluster.RefusedException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InventoryTest {

    private static final String FIRST = config("first", "{app: db, part: one}");
    private static final String SECOND = config("second", "{part: two, app: db}");
    private static final String ACCOUNT =
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: only, labels: {app: db}}}";

    private final Stage stage = new Stage();

    @Test
    void listsSeveralOfAKindByTheLabelsThatAllHaveAndAsksForOthersByName() {
        put(FIRST, SECOND, ACCOUNT, config("stranger", "{app: db}"));

        assertThat(found(FIRST, ACCOUNT, SECOND))
                .containsExactly("ConfigMap/first", "ServiceAccount/only", "ConfigMap/second");
        assertThat(requests()).containsExactly("LIST ConfigMap", "GET ServiceAccount/only");
    }

    @Test
    void findsWhatSomebodyTookTheLabelsFrom() {
        put(FIRST, config("second", "{app: other}"));

        assertThat(found(FIRST, SECOND)).containsExactly("ConfigMap/first", "ConfigMap/second");
        assertThat(requests()).containsExactly("LIST ConfigMap", "GET ConfigMap/second");
    }

    @Test
    void whatIsNotThereHasNothingInItsPlace() {
        put(SECOND);

        assertThat(found(FIRST, SECOND, ACCOUNT)).containsExactly("nothing", "ConfigMap/second", "nothing");
    }

    @Test
    void asksForEachOfAKindThatMayNotBeListed() {
        put(FIRST, SECOND);
        stage.cluster.deny(new Access("list", "v1", "ConfigMap", null, null));

        assertThat(found(FIRST, SECOND)).containsExactly("ConfigMap/first", "ConfigMap/second");
    }

    @Test
    void asksForEachOfThoseThatHaveNoLabelInCommon() {
        String bare = "{apiVersion: v1, kind: ConfigMap, metadata: {name: bare}}";
        put(FIRST, bare);

        assertThat(found(bare, FIRST)).containsExactly("ConfigMap/bare", "ConfigMap/first");
        assertThat(requests()).containsExactlyInAnyOrder("GET ConfigMap/bare", "GET ConfigMap/first");
    }

    @Test
    void tellsWhatTheServerRefused() {
        stage.cluster.deny(new Access("get", "v1", "ServiceAccount", null, null));

        assertThatThrownBy(() -> found(FIRST, ACCOUNT)).isInstanceOf(RefusedException.class);
    }

    private void put(String... yamls) {
        List.of(yamls).forEach(stage.server::put);
    }

    private List<String> found(String... yamls) {
        List<Manifest> manifests = List.of(yamls).stream().map(Stage::manifest).toList();
        return new Inventory(stage.cluster)
                .find(manifests).stream().map(InventoryTest::name).toList();
    }

    private static String name(@Nullable LiveObject live) {
        return live == null ? "nothing" : live.id().shortName();
    }

    private List<String> requests() {
        return stage.server.requests().stream().map(FakeRequest::toString).toList();
    }

    private static String config(String name, String labels) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", labels: " + labels + "}}";
    }
}
