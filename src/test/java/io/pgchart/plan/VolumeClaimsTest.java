package io.pgchart.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which sizes of a workload a deploy can change, and which claims have to grow for it. */
final class VolumeClaimsTest {

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, resourceVersion: '7'}
            spec:
              replicas: 2
              ordinals: {start: 3}
              serviceName: %s
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {resources: {requests: {storage: %s}}}
                - metadata: {name: wal}
                  spec: {resources: {requests: {storage: %s}}}
                - metadata: {name: scratch}
            """;

    private static LiveObject set(String data, String wal) {
        return io.pgchart.plan.Objects.live(SET.formatted("db", data, wal));
    }

    private static Manifest desired(String data, String wal) {
        LiveObject set = set(data, wal);
        return new Manifest(set.id(), set.tree(), "templates/statefulset.yaml");
    }

    private static LiveObject claim(String name, String asked, String capacity) {
        return io.pgchart.plan.Objects.live("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: " + name
                + "}, spec: {resources: {requests: {storage: " + asked + "}}}, status: {capacity: {storage: " + capacity
                + "}}}");
    }

    private static String sizes(Manifest manifest) {
        return VolumeSizes.of(manifest.tree()).values().stream()
                .map(size -> size.text())
                .toList()
                .toString();
    }

    @Test
    void onlyWhatGrowsIsLeftToTheClaims() {
        Manifest rest = VolumeSizes.asLive(desired("2Gi", "1Gi"), set("1Gi", "2Gi"), false);
        assertThat(sizes(Objects.requireNonNull(rest))).isEqualTo("[1Gi, 1Gi]");
        assertThat(VolumeSizes.asLive(desired("1Gi", "1Gi"), set("1Gi", "2Gi"), false))
                .isNull();
        assertThat(VolumeSizes.asLive(desired("1024Mi", "1Gi"), set("1Gi", "1Gi"), true))
                .isNull();
    }

    @Test
    void aRollbackLeavesWhatShrinksToThemToo() {
        Manifest rest = VolumeSizes.asLive(desired("2Gi", "1Gi"), set("1Gi", "2Gi"), true);
        assertThat(sizes(Objects.requireNonNull(rest))).isEqualTo("[1Gi, 2Gi]");
    }

    @Test
    void otherSizesMakeAWorkloadAnewAndOtherWordsDoNot() {
        assertThat(Planner.isReplaced(new Proof(desired("2Gi", "1Gi"), set("1Gi", "1Gi"), set("2Gi", "1Gi"))))
                .isTrue();
        assertThat(Planner.isReplaced(new Proof(desired("1Gi", "1Gi"), set("1Gi", "1Gi"), set("1024Mi", "1Gi"))))
                .isFalse();
        assertThat(Planner.isReplaced(new Proof(desired("2Gi", "1Gi"), null, set("2Gi", "1Gi"))))
                .isFalse();
    }

    @Test
    void theTextOfADifferenceNamesTheVolume() {
        assertThat(Differences.of(set("1Gi", "1Gi"), set("1Gi", "2Gi")))
                .extracting(Difference::path)
                .containsExactly("spec.volumeClaimTemplates[wal].spec.resources.requests.storage");
    }

    @Test
    void claimsThatAreTooSmallGrowAndOthersAreLeftAlone() {
        List<LiveObject> claims = List.of(
                claim("wal-db-3", "1Gi", "1Gi"),
                claim("data-db-10", "1Gi", "1Gi"),
                claim("data-db-4", "1Gi", "1Gi"),
                claim("data-db-3", "5Gi", "5Gi"),
                claim("data-db-0", "2Gi", "1Gi"),
                claim("data-db-x-3", "1Gi", "1Gi"),
                claim("data-other-3", "1Gi", "1Gi"));

        List<Change> growing = VolumeClaims.growing(set("2Gi", "1Gi"), desired("2Gi", "1Gi"), claims);

        assertThat(growing)
                .extracting(change -> change.id().name() + " " + change.isApplied())
                .containsExactly("data-db-0 false", "data-db-4 true", "data-db-10 true");
        assertThat(growing.get(1).differences())
                .containsExactly(new Difference(
                        "spec.resources.requests.storage",
                        claims.get(2).at("spec", "resources", "requests", "storage"),
                        VolumeSizes.of(desired("2Gi", "1Gi").tree()).get("data"),
                        false));
    }

    @Test
    void onlyThoseOfInstancesThatRunAreWaitedFor() {
        List<LiveObject> claims = List.of(
                claim("data-db-2", "2Gi", "1Gi"), claim("data-db-3", "2Gi", "1Gi"), claim("wal-db-4", "2Gi", "1Gi"));
        assertThat(VolumeClaims.used(claims, List.of(set("2Gi", "2Gi"))))
                .extracting(claim -> claim.id().name())
                .containsExactly("data-db-3", "wal-db-4");
    }

    @Test
    void claimsGrowRightBeforeTheWorkloadIsMadeAnew() {
        Proof proof = new Proof(desired("2Gi", "1Gi"), set("1Gi", "1Gi"), set("2Gi", "1Gi"));
        List<Change> growing = Planner.growing(proof, List.of(claim("data-db-3", "1Gi", "1Gi")));

        Plan plan = Planner.plan(List.of(proof), growing, List.of());

        assertThat(plan.waves()).extracting(Wave::name).containsExactly(Wave.VOLUMES, "workloads");
        assertThat(plan.changes())
                .extracting(Change::action)
                .containsExactly(Change.Action.GROW, Change.Action.REPLACE);
    }
}
