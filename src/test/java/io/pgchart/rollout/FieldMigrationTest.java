package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.cluster.FakeServer;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FieldMigrationTest {

    @Test
    void anUpdateOfHelmBecomesItsApply() {
        assertThat(managedFields("""
                        - {manager: helm, operation: Update, apiVersion: v1, time: t1, fieldsV1: {f:data: {f:a: {}}}}
                        - {manager: kubectl-edit, operation: Update, apiVersion: v1, fieldsV1: {f:data: {f:b: {}}}}
                        """)).isEqualTo("""
                [{"manager": "helm","operation": "Apply","apiVersion": "v1","time": "t1",\
                "fieldsV1": {"f:data": {"f:a": {}}}},\
                {"manager": "kubectl-edit","operation": "Update","apiVersion": "v1",\
                "fieldsV1": {"f:data": {"f:b": {}}}}]""");
    }

    @Test
    void fieldsOfBothAreUnited() {
        assertThat(managedFields("""
                        - {manager: helm, operation: Update, apiVersion: v1, fieldsV1: {f:data: {f:a: {}, f:b: {}}}}
                        - {manager: helm, operation: Apply, apiVersion: v1, fieldsV1: {f:data: {.: {}, f:a: {}}}}
                        """)).isEqualTo("""
                [{"manager": "helm","operation": "Apply","apiVersion": "v1",\
                "fieldsV1": {"f:data": {".": {},"f:a": {},"f:b": {}}}}]""");
    }

    @Test
    void othersAndTheirSubresourcesAreLeftAlone() {
        assertThat(migrated("""
                        - {manager: kubectl, operation: Update, apiVersion: v1, fieldsV1: {f:data: {}}}
                        - {manager: helm, operation: Update, apiVersion: v1, subresource: status, fieldsV1: {}}
                        - {manager: helm, operation: Update, apiVersion: v1beta1, fieldsV1: {}}
                        - {manager: helm, operation: Apply, apiVersion: v1, fieldsV1: {f:data: {}}}
                        """)).isNull();
    }

    @Test
    void afterItAnApplyTakesAwayWhatIsNoLongerWanted() {
        Stage stage = new Stage();
        stage.server.patch(
                stage.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}")
                        .id(),
                "helm",
                "data: {a: '1', b: '2'}");
        LiveObject live = stage.live("v1", "ConfigMap", "x");
        String wanted = "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: '3'}}";

        var wave = new OldHelm(stage.rollout()).migrated(Stage.wave(Stage.change(wanted, live)));
        new WaveApplier(stage.rollout(), false).apply(wave);

        LiveObject now = stage.live("v1", "ConfigMap", "x");
        assertThat(JsonText.of(Objects.requireNonNull(now.at("data")))).isEqualTo("{\"a\": \"3\"}");
    }

    @Test
    void anObjectThatChangedMeanwhileIsReadAgain() {
        Stage stage = new Stage();
        LiveObject live = stage.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: '1'}}");
        stage.server.patch(live.id(), "someone", "metadata: {annotations: {touched: 'yes'}}");

        new OldHelm(stage.rollout())
                .migrated(Stage.wave(Stage.unchanged("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}", live)));

        LiveObject now = stage.live("v1", "ConfigMap", "x");
        assertThat(FieldMigration.migrated(now)).isNull();
        assertThat(now.annotation("touched")).isEqualTo("yes");
    }

    private static String managedFields(String entries) {
        MapNode tree = Objects.requireNonNull(migrated(entries));
        Node fields = new LiveObject(Stage.id("v1", "ConfigMap", "x"), tree).at("metadata", "managedFields");
        return JsonText.of(Objects.requireNonNull(fields));
    }

    private static @Nullable MapNode migrated(String entries) {
        MapNode tree = FakeServer.yaml("metadata:\n  managedFields:\n" + entries.indent(4));
        return FieldMigration.migrated(new LiveObject(Stage.id("v1", "ConfigMap", "x"), tree));
    }
}
