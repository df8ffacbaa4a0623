package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.hook.Hook;
import io.pgchart.manifest.LiveObject;
import io.pgchart.release.Workers.Worker;
import io.pgchart.yaml.MapNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How revisions come and go while nobody interferes. */
class ReleasesTest {

    private final Workers workers = new Workers();
    private final Worker worker = workers.worker(1);

    @Test
    void createsTheFirstRevisionAsHelmDoes() {
        Tenure tenure = workers.begin(worker, "a");

        LiveObject secret = workers.secret(1);
        assertThat(secret.id().name()).isEqualTo("sh.helm.release.v1.o.v1");
        assertThat(secret.text("type")).isEqualTo("helm.sh/release.v1");
        assertThat(((MapNode) Objects.requireNonNull(secret.at("metadata", "labels")))
                        .members()
                        .keySet())
                .containsExactlyInAnyOrder("name", "owner", "status", "version", "createdAt");
        assertThat(secret.label("status")).isEqualTo("pending-install");
        assertThat(secret.label("createdAt")).isEqualTo("1795428000");
        assertThat(workers.record(1).info().description()).isEqualTo("Initial install underway");
        assertThat(tenure.record().namespace()).isEqualTo("orders");

        tenure.succeed();
        LiveObject after = workers.secret(1);
        assertThat(after.label("status")).isEqualTo("deployed");
        assertThat(after.label("modifiedAt")).isEqualTo("1795428000");
        assertThat(after.at("metadata", "annotations")).isNull();
        assertThat(workers.record(1).info().description()).isEqualTo("Install complete");
        assertThat(workers.record(1).info().notes()).isEqualTo("Notes <b>\n");
    }

    @Test
    void supersedesTheOlderRevisionBeforeTheNewOneIsDeployed() {
        workers.deploy(worker, "a");
        int before = workers.writes().size();
        workers.server.clock().advance(Duration.ofHours(1));
        workers.deploy(worker, "a", "b");

        assertThat(workers.writes().subList(before, workers.writes().size()))
                .containsExactly(
                        "POST Secret/sh.helm.release.v1.o.v2",
                        "PUT Secret/sh.helm.release.v1.o.v1",
                        "PUT Secret/sh.helm.release.v1.o.v2");
        assertThat(workers.records()).isEqualTo("1 superseded, 2 deployed");
        ReleaseInfo info = workers.record(2).info();
        assertThat(info.description()).isEqualTo("Upgrade complete");
        assertThat(info.firstDeployed()).isEqualTo(workers.record(1).info().firstDeployed());
        assertThat(info.lastDeployed()).isEqualTo("2026-11-23T11:00:00Z");
        assertThat(workers.record(1).info().description()).isEqualTo("Install complete");
    }

    @Test
    void leavesTheOlderRevisionDeployedWhenTheNewOneFails() {
        workers.deploy(worker, "a");
        workers.begin(worker, "b").fail("StatefulSet/postgresql: no\nluck");

        assertThat(workers.records()).isEqualTo("1 deployed, 2 failed");
        assertThat(workers.record(2).info().description())
                .isEqualTo("Upgrade \"o\" failed: StatefulSet/postgresql: no luck");
        ReleaseHistory history = worker.releases().history("o");
        assertThat(Objects.requireNonNull(history.deployed()).number()).isEqualTo(1);
        assertThat(history.sinceLastGood()).extracting(Revision::number).containsExactly(1, 2);
        assertThat(history.next()).isEqualTo(Operation.UPGRADE);
    }

    @Test
    void recordsAHookBeforeItRunsAndAfter() {
        Tenure tenure = workers.begin(worker, "a");
        Hook hook = tenure.record().hooks().get(0).hook();
        HookRun running = HookRun.running(workers.server.clock().instant());

        tenure.hookRunning(hook);
        assertThat(workers.record(1).lastRun(hook)).isEqualTo(running);
        assertThat(workers.records()).isEqualTo("1 pending-install");

        workers.server.clock().advance(Duration.ofSeconds(3));
        tenure.hookFinished(hook, false);
        assertThat(workers.record(1).lastRun(hook))
                .isEqualTo(running.failed(workers.server.clock().instant()));
        tenure.fail("the hook failed");
        assertThat(workers.record(1).lastRun(hook).phase()).isEqualTo(HookRun.Phase.FAILED);
        assertThat(workers.record(1).info().description()).isEqualTo("Release \"o\" failed: the hook failed");
    }

    @Test
    void goesBackToAnEarlierRevision() {
        workers.deploy(worker, "a");
        workers.deploy(worker, "b");
        Opening opening = worker.await(workers);
        ReleaseRecord target =
                Objects.requireNonNull(opening.history().revision(1)).record();

        Tenure tenure = Objects.requireNonNull(worker.releases().beginRollback(opening, target, 10));
        assertThat(workers.records()).isEqualTo("1 superseded, 2 deployed, 3 pending-rollback");
        tenure.succeed();

        ReleaseRecord record = workers.record(3);
        assertThat(workers.records()).isEqualTo("1 superseded, 2 superseded, 3 deployed");
        assertThat(record.info().description()).isEqualTo("Rollback to 1");
        assertThat(record.manifestText()).isEqualTo(target.manifestText());
        assertThat(GoJson.text(record.config())).isEqualTo(GoJson.text(target.config()));
    }

    @Test
    void takesTheLabelsOfTheUserAlong() {
        workers.deploy(worker, "a");
        workers.server.patch(RecordSecret.id("o", 1), "kubectl", "metadata: {labels: {team: orders}}");
        workers.deploy(worker, "a");
        assertThat(workers.secret(2).label("team")).isEqualTo("orders");
        assertThat(workers.secret(1).label("team")).isEqualTo("orders");
    }

    @Test
    void keepsNoMoreRevisionsThanWanted() {
        for (int i = 0; i < 3; i++) {
            workers.deploy(worker, "a");
        }
        for (int i = 0; i < 4; i++) {
            Objects.requireNonNull(worker.releases().begin(worker.await(workers), Contents.of("a"), 3))
                    .fail("no");
        }
        assertThat(workers.records()).isEqualTo("3 deployed, 6 failed, 7 failed");
    }

    @Test
    void keepsARevisionWhoseObjectsNobodyElseKnows() {
        workers.deploy(worker, "a");
        workers.begin(worker, "a", "left").fail("no");
        for (int i = 0; i < 3; i++) {
            Objects.requireNonNull(worker.releases().begin(worker.await(workers), Contents.of("a"), 2))
                    .fail("no");
        }
        assertThat(workers.records()).isEqualTo("1 deployed, 2 failed, 5 failed");
    }

    @Test
    void removesEveryRecordWithTheNewestAsTheLast() {
        workers.deploy(worker, "a");
        workers.deploy(worker, "a");
        Tenure tenure = Objects.requireNonNull(worker.releases().beginUninstall(worker.await(workers)));
        assertThat(workers.records()).isEqualTo("1 superseded, 2 uninstalling");
        assertThat(workers.record(2).info().description()).isEqualTo("Deletion in progress (or silently failed)");
        int before = workers.writes().size();
        tenure.uninstalled(false);

        assertThat(workers.records()).isEmpty();
        assertThat(workers.writes().subList(before, before + 2))
                .containsExactly("DELETE Secret/sh.helm.release.v1.o.v1", "DELETE Secret/sh.helm.release.v1.o.v2");
    }

    @Test
    void keepsTheHistoryOfAnUninstalledReleaseAndInstallsItAnew() {
        workers.deploy(worker, "a");
        workers.begin(worker, "b").fail("no");
        Objects.requireNonNull(worker.releases().beginUninstall(worker.await(workers)))
                .uninstalled(true);

        assertThat(workers.records()).isEqualTo("1 superseded, 2 uninstalled");
        assertThat(workers.record(2).info().description()).isEqualTo("Uninstallation complete");
        assertThat(workers.record(2).info().deleted()).isNotNull();
        ReleaseHistory history = worker.releases().history("o");
        assertThat(history.next()).isEqualTo(Operation.INSTALL);
        assertThat(history.lastGood()).isNull();
        assertThat(history.sinceLastGood()).isEmpty();

        workers.deploy(worker, "a");
        assertThat(workers.records()).isEqualTo("1 superseded, 2 uninstalled, 3 deployed");
        assertThat(workers.record(3).info().description()).isEqualTo("Install complete");
    }

    @Test
    void saysThatAnUninstallationFailed() {
        workers.deploy(worker, "a");
        Objects.requireNonNull(worker.releases().beginUninstall(worker.await(workers)))
                .fail("a finalizer holds it");
        assertThat(workers.record(1).info().description())
                .isEqualTo("Uninstallation of \"o\" failed: a finalizer holds it");
        assertThat(workers.records()).isEqualTo("1 failed");
    }

    @Test
    void refusesWhatIsTooLargeBeforeItWritesAnything() {
        ReleaseContent content = Contents.tooLarge();
        assertThat(worker.releases().sizeProblem("o", content)).isNotNull();
        assertThatThrownBy(() -> worker.releases().begin(worker.await(workers), content, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected at most 1046528");
        assertThat(workers.writes()).isEmpty();
    }

    @Test
    void namesADamagedRecordAndTheWayOut() {
        workers.deploy(worker, "a");
        workers.server.patch(RecordSecret.id("o", 1), "kubectl", "data: {release: " + "AAAA" + "}");
        Revision revision =
                Objects.requireNonNull(worker.releases().history("o").newest());

        assertThat(revision.status()).isEqualTo(ReleaseStatus.DEPLOYED);
        assertThatThrownBy(revision::record)
                .isInstanceOf(ClusterException.class)
                .hasMessage("Secret/sh.helm.release.v1.o.v1: is damaged: the record of revision 1 holds no base64."
                        + " Restore the Secret from a backup, or remove it, and the revision with it:"
                        + " kubectl delete secret sh.helm.release.v1.o.v1 -n orders.");
    }

    @Test
    void believesTheRecordWhereItsLabelLies() {
        workers.deploy(worker, "a");
        workers.deploy(worker, "a");
        workers.server.patch(RecordSecret.id("o", 1), "kubectl", "metadata: {labels: {status: deployed}}");
        workers.server.patch(RecordSecret.id("o", 2), "kubectl", "metadata: {labels: {status: failed}}");
        assertThat(workers.records()).isEqualTo("1 superseded labelled deployed, 2 deployed labelled failed");
        assertThat(Objects.requireNonNull(worker.releases().history("o").deployed())
                        .number())
                .isEqualTo(2);

        workers.deploy(worker, "a");
        assertThat(workers.records()).isEqualTo("1 superseded, 2 superseded, 3 deployed");
    }

    @Test
    void leavesOneDeployedWhereACrashLeftTwo() {
        workers.deploy(worker, "a");
        workers.deploy(worker, "a");
        LiveObject first = workers.secret(1);
        worker.cluster()
                .replace(RecordSecret.replaced(
                        first,
                        workers.record(1).with(ReleaseStatus.DEPLOYED),
                        workers.server.clock().instant()));
        assertThat(workers.records()).isEqualTo("1 deployed, 2 deployed");

        workers.begin(worker, "a").fail("no");
        assertThat(workers.records()).isEqualTo("1 superseded, 2 deployed, 3 failed");
    }

    /** The generated password lives in the cluster alone, under a field manager of its own. */
    @Test
    void holdsNothingOfASecretThatWasNotRendered() {
        String planted = Base64.getEncoder().encodeToString("planted-password".getBytes(StandardCharsets.UTF_8));
        workers.server.put("{apiVersion: v1, kind: Secret, metadata: {name: postgresql}, data: {password: " + planted
                + ", username: YXBw}}");
        ReleaseContent content = Contents.content(Contents.manifests(
                "{apiVersion: v1, kind: Secret, metadata: {name: postgresql}, data: {username: YXBw}}"));
        Objects.requireNonNull(worker.releases().begin(worker.await(workers), content, 10))
                .succeed();
        workers.deploy(worker, "a");

        assertThat(List.of(workers.record(1), workers.record(2)))
                .allSatisfy(record -> assertThat(GoJson.text(record.tree()))
                        .contains("plain")
                        .doesNotContain(planted)
                        .doesNotContain("planted-password"));
    }
}
