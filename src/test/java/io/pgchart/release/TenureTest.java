package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeCluster;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.release.Workers.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two who want the same release, helm among them. */
@Timeout(60)
class TenureTest {

    private final Workers workers = new Workers();
    private final Worker first = workers.worker(1);
    private final Worker second = workers.worker(2);

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private void setStatus(int revision, ReleaseStatus status) {
        first.cluster()
                .replace(RecordSecret.annotated(
                        RecordSecret.replaced(
                                workers.secret(revision),
                                workers.record(revision).with(status),
                                workers.server.clock().instant()),
                        Map.of(Underway.HOLDER, "", Underway.HEARTBEAT, "")));
    }

    @Test
    void waitsForAnotherAndGoesOnFromThere() {
        Tenure tenure = workers.begin(first, "a");
        workers.server.later(seconds(40), tenure::succeed);

        Opening opening = second.await(workers);

        assertThat(workers.told).containsExactly("revision 1 (pending-install) by ann on ci-1 (process 1, orders)");
        assertThat(workers.server.clock().instant()).isEqualTo("2026-11-23T10:00:40Z");
        assertThat(opening.abandoned()).isNull();
        assertThat(Objects.requireNonNull(opening.history().newest()).status()).isEqualTo(ReleaseStatus.DEPLOYED);
    }

    @Test
    void waitsForTheNextOneToo() {
        Worker third = workers.worker(3);
        Tenure tenure = workers.begin(first, "a");
        workers.server.later(seconds(4), () -> {
            tenure.fail("no");
            Tenure next = workers.begin(third, "a");
            workers.server.later(seconds(4), next::succeed);
        });
        second.await(workers);
        assertThat(workers.told).hasSize(2).last().asString().contains("revision 2 (pending-upgrade) by ann on ci-3");
        assertThat(workers.records()).isEqualTo("1 failed, 2 deployed");
    }

    @Test
    void waitsNoLongerThanWantedAndNamesTheHolder() {
        Tenure tenure = workers.begin(first, "a");
        assertThatThrownBy(() -> second.await(workers))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "release o: is still being changed after 300 seconds: revision 1 (pending-install) by ann on"
                                + " ci-1 (process 1, orders); nothing was changed here."
                                + " Wait for it to end, or wait longer: <timeout> in the POM, -Dpgchart.timeout.");
        assertThat(workers.server.clock().instant()).isEqualTo("2026-11-23T10:05:00Z");
        assertThatCode(tenure::ensureHeld).doesNotThrowAnyException();
    }

    @Test
    void takesOverFromOneWhoWasSilentForTooLong() {
        first.cluster().crashAtWrite(2, FakeCluster.Moment.BEFORE);
        workers.begin(first, "a");
        workers.server.clock().advance(seconds(7));

        Opening opening = second.await(workers);

        assertThat(workers.server.clock().instant()).isEqualTo("2026-11-23T10:00:15Z");
        assertThat(Objects.requireNonNull(opening.abandoned()).silence()).isEqualTo(seconds(15));
        assertThat(workers.records()).isEqualTo("1 pending-install");

        Objects.requireNonNull(second.releases().begin(opening, Contents.of("a"), 10))
                .succeed();
        assertThat(workers.records()).isEqualTo("1 failed, 2 deployed");
        assertThat(workers.record(1).info().description())
                .isEqualTo("Release \"o\" failed: interrupted; it was held by ann on ci-1 (process 1, orders),"
                        + " and ended by ann on ci-2 (process 2, orders)");
    }

    @Test
    void takesOverAtOnceFromADeadProcessOfThisMachine() {
        workers.begin(first, "a").close();
        workers.dead.add(1L);
        Opening opening = second.await(workers);
        assertThat(workers.server.clock().instant()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(opening.abandoned()).isNotNull();
        assertThat(workers.told).isEmpty();
    }

    @Test
    void takesNothingOverThatIsAliveAfterAll() {
        Tenure tenure = workers.begin(first, "a");
        workers.dead.add(1L);
        Opening opening = second.await(workers);
        workers.pass(seconds(5));

        assertThat(second.releases().begin(opening, Contents.of("a"), 10)).isNull();
        tenure.succeed();
        assertThat(workers.records()).isEqualTo("1 deployed");
    }

    @Test
    void letsOnlyOneOfTwoBegin() {
        workers.deploy(first, "a");
        Opening one = first.await(workers);
        Opening other = second.await(workers);

        Tenure tenure = Objects.requireNonNull(first.releases().begin(one, Contents.of("a"), 10));
        assertThat(second.releases().begin(other, Contents.of("b"), 10)).isNull();
        assertThat(second.releases().beginUninstall(other)).isNull();
        tenure.succeed();
        assertThat(workers.records()).isEqualTo("1 superseded, 2 deployed");
    }

    @Test
    void letsNobodyDeployWhileAnotherUninstalls() {
        workers.deploy(first, "a");
        Opening one = first.await(workers);
        Opening other = second.await(workers);

        Tenure tenure = Objects.requireNonNull(first.releases().beginUninstall(one));
        assertThat(second.releases().begin(other, Contents.of("b"), 10)).isNull();
        assertThat(second.releases().beginUninstall(other)).isNull();
        assertThat(workers.records()).isEqualTo("1 uninstalling");
        tenure.uninstalled(false);
        assertThat(second.await(workers).history().newest()).isNull();
    }

    /** Each has done its first write before it looks at the other's. */
    @Test
    void letsNobodyGoOnWhoBeganInTheSameMoment() {
        workers.deploy(first, "a");
        Opening one = first.await(workers);
        Opening other = second.await(workers);
        boolean[] done = {false};
        workers.server.afterWrite(request -> {
            if (!done[0] && request.toString().equals("POST Secret/sh.helm.release.v1.o.v2")) {
                done[0] = true;
                assertThat(second.releases().beginUninstall(other)).isNull();
            }
        });
        assertThat(first.releases().begin(one, Contents.of("b"), 10)).isNull();
        assertThat(workers.records()).isEqualTo("1 deployed");
        assertThat(workers.secret(1).at("metadata", "annotations")).isNull();
    }

    @Test
    void refusesToTouchWhatAHelmHasPending() {
        workers.deploy(first, "a");
        workers.begin(first, "a").close();
        setStatus(2, ReleaseStatus.PENDING_UPGRADE);

        assertThatThrownBy(() -> second.await(workers))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "release o: revision 2 is pending-upgrade, and has no sign of life of this plugin: a helm is"
                                + " at work on it, or died at it; nothing was changed. If no helm is running any more, take it"
                                + " over with -Dpgchart.unlock=2, or let helm mend it: 'helm rollback o 1 -n orders',"
                                + " or 'kubectl delete secret sh.helm.release.v1.o.v2 -n orders'.");
        assertThatThrownBy(() -> second.releases().await("o", workers.waiting(1)))
                .isInstanceOf(ClusterException.class);

        Opening opening = second.releases().await("o", workers.waiting(2));
        Objects.requireNonNull(second.releases().begin(opening, Contents.of("a"), 10))
                .succeed();
        assertThat(workers.records()).isEqualTo("1 superseded, 2 failed, 3 deployed");
        assertThat(workers.record(2).info().description()).contains("held by helm");
    }

    @Test
    void endsAnUninstallationOfHelmsButDeploysOverNone() {
        workers.deploy(first, "a");
        setStatus(1, ReleaseStatus.UNINSTALLING);
        assertThatThrownBy(() -> second.await(workers)).hasMessageContaining("'helm uninstall o -n orders'");

        Opening opening = second.releases().awaitUninstall("o", workers.waiting(null));
        Objects.requireNonNull(second.releases().beginUninstall(opening)).uninstalled(false);
        assertThat(workers.records()).isEmpty();
    }

    @Test
    void stopsAHolderWhoLostTheRecord() {
        Tenure tenure = workers.begin(first, "a");
        setStatus(1, ReleaseStatus.FAILED);
        assertThatCode(tenure::ensureHeld).doesNotThrowAnyException();
        workers.pass(seconds(5));

        assertThatThrownBy(tenure::ensureHeld)
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "release o: no longer holds revision 1: another has taken it over or finished it, so nothing"
                                + " more was written; what was applied until then is still in the cluster."
                                + " Look at 'helm history o', then run it again: it goes on from there.");
        assertThatThrownBy(tenure::succeed).isInstanceOf(ClusterException.class);
        assertThatThrownBy(() -> tenure.fail("x")).isInstanceOf(ClusterException.class);
        assertThat(workers.records()).isEqualTo("1 failed");
    }

    @Test
    void stopsAHolderWhoseRecordIsGone() {
        Tenure tenure = workers.begin(first, "a");
        workers.server.remove(RecordSecret.id("o", 1));
        workers.pass(seconds(5));
        assertThatThrownBy(tenure::ensureHeld).hasMessageContaining("no longer holds revision 1: its Secret is gone");
    }

    @Test
    void stopsAHolderWhoCouldNotRenewForTenSeconds() {
        Tenure tenure = workers.begin(first, "a");
        String put = "PUT Secret/sh.helm.release.v1.o.v1";
        workers.server.refuse(put, 500, "InternalError", "etcd");
        workers.pass(seconds(9));
        assertThatCode(tenure::ensureHeld).doesNotThrowAnyException();

        workers.server.refuse(put, 500, "InternalError", "etcd");
        workers.server.refuse(put, 500, "InternalError", "etcd");
        workers.pass(seconds(1));
        assertThatThrownBy(tenure::ensureHeld)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("could not renew its hold on revision 1 for 10 seconds (last:"
                        + " Secret/sh.helm.release.v1.o.v1: 500 InternalError)");
        // Nobody has taken it over meanwhile: it is held again as soon as that is sure.
        assertThatCode(tenure::ensureHeld).doesNotThrowAnyException();
    }

    /** A server that is away answers the sign of life in the end, or that gives up. */
    @Test
    void waitsForASignOfLifeThatIsUnderway() {
        Tenure tenure = workers.begin(first, "a");
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        workers.server.clock().advance(seconds(4));
        workers.server.afterWrite(request -> {
            if (writers.isEmpty()) {
                workers.server.clock().advance(seconds(9));
                Thread writer = new Thread(tenure::ensureHeld, "writer");
                writer.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
                writers.add(writer);
                writer.start();
                while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
                    Thread.onSpinWait();
                }
            }
        });
        workers.pass(seconds(1));
        Thread writer = writers.get(0);
        assertThatCode(() -> writer.join()).doesNotThrowAnyException();
        assertThat(failures).isEmpty();
    }

    @Test
    void goesOnWhenOnlyTheAnswerWasLost() {
        Tenure tenure = workers.begin(first, "a");
        boolean[] lose = {true};
        workers.server.afterWrite(request -> {
            if (lose[0]) {
                lose[0] = false;
                throw new ClusterException(new Problem("server", "gave no answer", null, "Wait."));
            }
        });
        workers.pass(seconds(6));
        assertThat(lose[0]).isFalse();
        tenure.succeed();
        assertThat(workers.records()).isEqualTo("1 deployed");
    }

    @Test
    void findsItsOwnRecordWhenTheAnswerToItsCreationWasLost() {
        Opening opening = first.await(workers);
        workers.server.afterWrite(request -> {
            if (request.verb().equals("POST")) {
                throw new RefusedException(
                        new RefusedException.Refusal(request.subject(), 409, "AlreadyExists", "exists", List.of()));
            }
        });
        Tenure tenure = Objects.requireNonNull(first.releases().begin(opening, Contents.of("a"), 10));
        tenure.succeed();
        assertThat(workers.records()).isEqualTo("1 deployed");
    }

    @Test
    void beatsNoMoreWhenItHasEnded() {
        workers.begin(first, "a").close();
        workers.pass(seconds(60));
        assertThat(workers.writes()).hasSize(1);
        workers.dead.add(1L);
        workers.deploy(second, "a");
        int before = workers.writes().size();
        workers.pass(seconds(60));
        assertThat(workers.writes()).hasSize(before);
    }
}
