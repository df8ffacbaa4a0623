package io.pgchart.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.plan.Change.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final String OBJECT = """
            apiVersion: %s
            kind: %s
            metadata: {name: %s, %s}
            """;

    @Test
    void whatTheServerHasNotStoredIsCreated() {
        Proof proof = new Proof(desired("v1", "ConfigMap", "x"), null, live("v1", "ConfigMap", "x", "uid: a"));
        Plan plan = Planner.plan(List.of(proof), List.of());
        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE);
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void anAnswerLikeTheLiveObjectChangesNothing() {
        String managed = "managedFields: [{manager: helm, operation: Apply, time: '2026-11-23T10:00:00Z'}]";
        LiveObject live = live("v1", "ConfigMap", "x", "resourceVersion: '7', " + managed);
        LiveObject answer = live("v1", "ConfigMap", "x", "resourceVersion: '7', generation: 3");
        Plan plan = Planner.plan(List.of(new Proof(desired("v1", "ConfigMap", "x"), live, answer)), List.of());
        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.UNCHANGED);
        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void whatAnotherWayOfApplyingMadeIsAppliedThoughNoFieldDiffers() {
        String managed = "resourceVersion: '7', managedFields: [{manager: helm, operation: Update}]";
        LiveObject live = live("v1", "ConfigMap", "x", managed);
        Plan plan = Planner.plan(List.of(new Proof(desired("v1", "ConfigMap", "x"), live, live)), List.of());
        assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CHANGE);
    }

    @Test
    void wavesFollowWhatThePodsNeedAndLeaveOutTheEmptyOnes() {
        List<Proof> proofs = List.of(
                created("v1", "Secret"),
                created("rbac.authorization.k8s.io/v1", "Role"),
                created("rbac.authorization.k8s.io/v1", "RoleBinding"),
                created("apps/v1", "StatefulSet"),
                created("batch/v1", "CronJob"));
        assertThat(Planner.plan(proofs, List.of()).waves())
                .extracting(Wave::name)
                .containsExactly("configuration", "access", "workloads", "schedules");
    }

    @Test
    void whatIsNoLongerWantedGoesInReverseUnlessItIsKept() {
        List<Retired> retired = List.of(
                retired("ConfigMap", "old", "labels: {}"),
                retired("Secret", "ca", "annotations: {helm.sh/resource-policy: keep}"),
                retired("Service", "old", "labels: {}"));
        assertThat(Planner.plan(List.of(), retired).removals())
                .extracting(change -> change.action() + " " + change.id())
                .containsExactly("REMOVE Service/orders/old", "KEEP Secret/orders/ca", "REMOVE ConfigMap/orders/old");
    }

    @Test
    void whatHoldsDataOrEverythingIsNeverRemoved() {
        List<Retired> retired = List.of(
                retired("Namespace", "orders", "labels: {}"),
                retired("PersistentVolume", "disk", "labels: {}"),
                retired("PersistentVolumeClaim", "data", "labels: {}"));
        assertThat(Planner.plan(List.of(), retired).removals())
                .extracting(Change::action)
                .containsOnly(Action.KEEP);
    }

    private static Proof created(String apiVersion, String kind) {
        return new Proof(desired(apiVersion, kind, "x"), null, live(apiVersion, kind, "x", "uid: a"));
    }

    private static Retired retired(String kind, String name, String metadata) {
        return new Retired(desired("v1", "ConfigMap", name), live("v1", kind, name, metadata));
    }

    private static Manifest desired(String apiVersion, String kind, String name) {
        LiveObject object = live(apiVersion, kind, name, "labels: {}");
        return new Manifest(object.id(), object.tree(), "templates/x.yaml");
    }

    private static LiveObject live(String apiVersion, String kind, String name, String metadata) {
        return Objects.live(OBJECT.formatted(apiVersion, kind, name, metadata));
    }
}
