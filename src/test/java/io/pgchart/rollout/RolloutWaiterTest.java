package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.error.ClusterException;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RolloutWaiterTest {

    private static final ObjectId POD = Stage.id("v1", "Pod", "db-0");
    private static final ObjectId SET = Stage.id("apps/v1", "StatefulSet", "db");
    private static final String YAML = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              replicas: 1
              serviceName: db
              selector: {matchLabels: {app: db}}
              template: {metadata: {labels: {app: db}}, spec: {containers: [{name: postgresql, image: postgres:15}]}}
            """;
    private static final String CRASHED = """
            phase: Running
            conditions: [{type: PodScheduled, status: "True"}]
            containerStatuses:
              - name: postgresql
                restartCount: %d
                state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
                lastState: {terminated: {exitCode: 1, reason: Error}}
            """;

    private final Stage stage = new Stage();

    @Test
    void whatIsReadyIsNotEvenWatched() {
        LiveObject map = stage.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}");
        applied();
        observed("r1", "r1", 1);

        new RolloutWaiter(stage.rollout()).await(List.of(map, stage.live("apps/v1", "StatefulSet", "db")));

        assertThat(stage.server.requests()).isEmpty();
        assertThat(stage.console.text()).isEmpty();
    }

    @Test
    void tellsEachStateOnceAndWhenItIsReady() {
        LiveObject set = applied();
        after(1, () -> pod("r1", "{phase: Pending}"));
        after(2, () -> stage.status(POD, """
                conditions: [{type: PodScheduled, status: "True"}, {type: PodReadyToStartContainers, status: "True"}]
                containerStatuses: [{name: postgresql, state: {waiting: {reason: ContainerCreating}}}]
                """));
        after(8, () -> stage.status(POD, """
                phase: Running
                containerStatuses: [{name: postgresql, state: {running: {}}}]
                """));
        after(9, () -> observed("r1", "r1", 1));

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.console.text()).isEqualTo("""
                Waiting   StatefulSet/db                db-0 Pending: pulling image (4s)
                          StatefulSet/db                1 of 1 ready (9s)
                """);
    }

    @Test
    void aShortWaitAsksForThreeThings() {
        LiveObject set = applied();
        after(1, () -> observed("r1", "r1", 1));

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.server.requests())
                .extracting(FakeRequest::toString)
                .containsExactly("WATCH StatefulSet", "WATCH Pod");
    }

    @Test
    void failsAtOnceOnWhatCanNotMendItselfAndSaysWhy() {
        LiveObject set = applied();
        after(1, () -> pod("r1", """
                {phase: Pending, conditions: [{type: PodScheduled, status: "True"}], containerStatuses:
                [{name: postgresql, state: {waiting: {reason: CreateContainerConfigError,
                message: 'secret "db-credentials" not found'}}}]}"""));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .isInstanceOf(RolloutException.class)
                .hasMessage("StatefulSet/db: did not become ready: db-0, container postgresql:"
                        + " CreateContainerConfigError, secret \"db-credentials\" not found. Create what it names, with"
                        + " that key, or name another one in the values.");
        assertThat(elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aCrashIsToldWithItsLastLinesAndWithoutSecrets() {
        LiveObject set = applied();
        stage.server.log(
                new ContainerRef("db-0", "postgresql", false),
                "LOG:  starting",
                "FATAL:  password planted-secret is wrong");
        after(1, () -> pod("r1", CRASHED.formatted(3)));
        after(2, () -> warning("BackOff", "Back-off restarting failed container, said planted-secret"));
        after(3, () -> stage.server.patch(POD, "kubelet", "metadata: {annotations: {seen: 'yes'}}"));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessage("StatefulSet/db: did not become ready: db-0, container postgresql: CrashLoopBackOff, exit"
                        + " code 1, 3 restarts; its last line: FATAL:  password ***** is wrong. kubectl logs"
                        + " shows all that it wrote.");
        assertThat(stage.console.text()).isEqualTo("""
                Failed    StatefulSet/db                db-0, container postgresql: CrashLoopBackOff, exit code 1, 3 restarts
                    last lines of db-0 postgresql:
                    | LOG:  starting
                    | FATAL:  password ***** is wrong
                """);
    }

    @Test
    void theLineThatSaysWhyIsToldThoughOthersFollowAndSoIsWhatMendsIt() {
        LiveObject set = applied();
        stage.server.log(
                new ContainerRef("db-0", "postgresql", false),
                "FATAL:  could not write to file \"pg_wal/xlogtemp.32\": No space left on device",
                "LOG:  database system is shut down");
        after(1, () -> pod("r1", CRASHED.formatted(3)));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageContaining("; its log says: FATAL:  could not write to file \"pg_wal/xlogtemp.32\": No space"
                        + " left on device. A volume is full: give it more room (persistence.size) and deploy.");
    }

    /** What it failed for may be mended by now, outside of its template. */
    @Test
    void aPodThatCrashedBeforeIsTriedAnewAtOnce() {
        LiveObject set = appliedLongAfter(CRASHED.formatted(7));
        stage.server.afterWrite(request -> {
            if (request.toString().equals("DELETE Pod/db-0")) {
                observed("r1", "r1", 1);
            }
        });

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.server.writes()).extracting(FakeRequest::toString).containsExactly("DELETE Pod/db-0");
        assertThat(stage.console.text()).contains("db-0 deleted: it failed before, and is tried anew at once");
    }

    @Test
    void aPodThatCrashesAgainFailsInTheEnd() {
        LiveObject set = appliedLongAfter(CRASHED.formatted(7));
        stage.server.afterWrite(request -> {
            if (request.toString().equals("DELETE Pod/db-0")) {
                after(1, () -> pod("r1", CRASHED.formatted(3)));
            }
        });

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageContaining("CrashLoopBackOff, exit code 1, 3 restarts");
        assertThat(stage.server.writes()).extracting(FakeRequest::toString).containsExactly("DELETE Pod/db-0");
    }

    @Test
    void aPodThatRunsAgainIsNotTouchedThoughItCrashedBefore() {
        LiveObject set = appliedLongAfter("""
                {phase: Running, conditions: [{type: PodScheduled, status: "True"}], containerStatuses:
                [{name: postgresql, restartCount: 2, state: {running: {}}, lastState: {terminated: {exitCode: 1}}}]}""");
        after(20, () -> observed("r1", "r1", 1));

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.server.writes()).isEmpty();
    }

    @Test
    void aFirstCrashIsBorneForAWhileThoughItComesAndGoes() {
        LiveObject set = applied();
        after(1, () -> pod("r1", CRASHED.formatted(1)));
        after(20, () -> stage.status(POD, """
                containerStatuses: [{name: postgresql, restartCount: 2, state: {running: {}}}]
                """));
        after(40, () -> stage.status(POD, CRASHED.formatted(2)));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageContaining("2 restarts");
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void aCrashThatMendsItselfIsForgiven() {
        LiveObject set = applied();
        after(1, () -> pod("r1", CRASHED.formatted(1)));
        after(20, () -> observed("r1", "r1", 1));

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.console.text()).isEqualTo("""
                Waiting   StatefulSet/db                db-0 Running: CrashLoopBackOff, exit code 1, 1 restart (1s)
                          StatefulSet/db                1 of 1 ready (20s)
                """);
    }

    @Test
    void anUnschedulablePodWarnsFirstAndFailsLater() {
        LiveObject set = applied();
        after(1, () -> pod("r1", """
                {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable,
                message: '0/1 nodes are available: 1 Insufficient memory.'}]}"""));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageContaining("Insufficient memory. Lower resources.requests, or add a node.");
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(181));
        assertThat(stage.console.text()).startsWith("""
                Waiting   StatefulSet/db                db-0 Pending: Unschedulable, 0/1 nodes are available: 1 Insufficient memory (1s)
                Failed    StatefulSet/db\
                """);
    }

    @Test
    void aTimeOutSaysWhatTheProbeSaid() {
        LiveObject set = applied();
        stage.timeout = Duration.ofSeconds(90);
        after(1, () -> pod("r1", """
                {phase: Running, conditions: [{type: PodScheduled, status: "True"}],
                containerStatuses: [{name: postgresql, state: {running: {}}}]}"""));
        after(10, () -> warning("Unhealthy", "Readiness probe failed: no response"));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessage(
                        "StatefulSet/db: is not ready after 90s: db-0 Running: not ready yet, Readiness probe failed:"
                                + " no response. See why it does not answer its probe; if it only needs longer, raise timeout"
                                + " (-Dpgchart.timeout=10m).");
        assertThat(stage.console.text()).contains("    ! Pod/db-0 Unhealthy: Readiness probe failed: no response\n");
    }

    @Test
    void warningsOfEarlierTimesAreNotTold() {
        LiveObject set = applied();
        stage.timeout = Duration.ofSeconds(10);
        stage.server.put("""
                apiVersion: v1
                kind: Event
                metadata: {name: old}
                type: Warning
                involvedObject: {kind: StatefulSet, name: db, uid: %s}
                reason: FailedCreate
                message: exceeded quota
                lastTimestamp: "2026-11-23T09:00:00Z"
                """.formatted(set.uid()));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageContaining("is not ready after 10s")
                .hasMessageNotContaining("quota");
    }

    @Test
    void whoMayNotSeeWarningsCanStillWait() {
        LiveObject set = applied();
        stage.server.deny(new Access("watch", "v1", "Event", null, null));
        after(30, () -> observed("r1", "r1", 1));

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.console.text()).endsWith("1 of 1 ready (30s)\n");
    }

    @Test
    void whoMayNotSeeThePodsIsToldSo() {
        LiveObject set = applied();
        stage.server.deny(new Access("watch", "v1", "Pod", null, null));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("Pod: is forbidden");
    }

    @Test
    void aBrokenPodOfTheOldRevisionIsDeletedAndTheNewOneWaitedFor() {
        LiveObject set = applied();
        pod("r1", """
                {phase: Pending, conditions: [{type: PodScheduled, status: "True"}], containerStatuses:
                [{name: postgresql, state: {waiting: {reason: ImagePullBackOff, message: not found}}}]}""");
        stage.status(SET, "{observedGeneration: 1, replicas: 1, currentRevision: r1, updateRevision: r2}");
        stage.server.afterWrite(request -> {
            if (request.toString().equals("DELETE Pod/db-0")) {
                observed("r2", "r2", 1);
            }
        });

        new RolloutWaiter(stage.rollout()).await(List.of(set));

        assertThat(stage.server.writes()).extracting(FakeRequest::toString).containsExactly("DELETE Pod/db-0");
        assertThat(stage.console.text()).contains("db-0 deleted: of the old revision, and broken");
    }

    @Test
    void aDatabaseOfTheOldRevisionThatRunsIsNeverTouched() {
        LiveObject set = applied();
        stage.timeout = Duration.ofMinutes(2);
        pod("r1", """
                {phase: Running, conditions: [{type: PodScheduled, status: "True"}], containerStatuses:
                [{name: postgresql, restartCount: 4, state: {running: {}}, lastState: {terminated: {exitCode: 1}}}]}""");
        stage.status(SET, "{observedGeneration: 1, replicas: 1, currentRevision: r1, updateRevision: r2}");

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageContaining("is not ready after 2m");
        assertThat(stage.server.writes()).isEmpty();
    }

    @Test
    void anObjectThatSomeoneDeletesIsNotWaitedFor() {
        LiveObject set = applied();
        after(2, () -> stage.server.remove(SET));

        assertThatThrownBy(() -> new RolloutWaiter(stage.rollout()).await(List.of(set)))
                .hasMessageStartingWith("StatefulSet/db: was deleted by someone while it was waited for");
    }

    private LiveObject applied() {
        return stage.owned(YAML);
    }

    /** Its pod is there for minutes, in this state. */
    private LiveObject appliedLongAfter(String podStatus) {
        applied();
        pod("r1", podStatus);
        stage.server.clock().advance(Duration.ofMinutes(3));
        return Objects.requireNonNull(stage.cluster.get(SET));
    }

    private void observed(String current, String update, int ready) {
        stage.status(SET, """
                {observedGeneration: 1, replicas: 1, readyReplicas: %d, updatedReplicas: 1, currentRevision: %s,
                updateRevision: %s}""".formatted(ready, current, update));
    }

    private void pod(String revision, String status) {
        stage.status(SET, "{observedGeneration: 1, replicas: 1, updateRevision: " + revision + "}");
        String uid = stage.live("apps/v1", "StatefulSet", "db").uid();
        stage.server.put("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: db-0
                  labels: {app: db, controller-revision-hash: %s}
                  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: "%s"}]
                spec: {nodeName: node-1, containers: [{name: postgresql}]}
                """.formatted(revision, uid));
        stage.status(POD, status);
    }

    private void warning(String reason, String message) {
        stage.server.put("""
                apiVersion: v1
                kind: Event
                metadata: {name: %s}
                type: Warning
                involvedObject: {kind: Pod, name: db-0, uid: "%s"}
                reason: %s
                message: "%s"
                lastTimestamp: "%s"
                """.formatted(
                        reason.toLowerCase(Locale.ROOT),
                        stage.live("v1", "Pod", "db-0").uid(),
                        reason,
                        message,
                        stage.server.clock().instant()));
    }

    private void after(int seconds, Runnable work) {
        stage.server.later(Duration.ofSeconds(seconds), work);
    }

    private Duration elapsed() {
        return Duration.between(
                Instant.parse("2026-11-23T10:00:00Z"), stage.server.clock().instant());
    }
}
