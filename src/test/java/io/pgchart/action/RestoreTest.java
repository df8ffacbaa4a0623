package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.FakeRequest;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.pgbackrest.RestoreTarget;
import io.pgchart.release.ReleaseHistory;
import io.pgchart.yaml.MapNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a restore in a cluster, of a database of which its repository has one backup. */
class RestoreTest {

    private static final RestoreTarget NEWEST = new RestoreTarget(null, null);
    private static final RestoreSource OWN = new RestoreSource(null, null, null);
    private static final String LABEL = "20260101-000000F";

    private static final String EMPTY = "[{\"name\":\"main\",\"backup\":[],\"db\":[],"
            + "\"status\":{\"code\":1,\"message\":\"missing stanza path\"}}]";
    private static final String FULL = "[{\"name\":\"main\",\"db\":[{\"id\":1,\"version\":\"15\"}],\"backup\":[{"
            + "\"label\":\"" + LABEL + "\",\"type\":\"full\",\"error\":false,\"database\":{\"id\":1},"
            + "\"archive\":{\"start\":\"000000010000000000000002\",\"stop\":\"000000010000000000000003\"},\"lsn\":{\"stop\":\"0/3000050\"},"
            + "\"timestamp\":{\"stop\":1767225600},\"info\":{\"size\":30759081}}],"
            + "\"status\":{\"code\":0,\"message\":\"ok\"}}]";

    @TempDir
    private Path output;

    private Town town;
    private String repository = "info " + FULL + "\n";
    private boolean isJobBroken;

    @BeforeEach
    void settle() {
        town = new Town(output);
        town.backUp();
        town.server.afterWrite(this::work);
    }

    @Test
    void thePodIsStoppedTheVolumeRestoredThePodStartedAndAFullBackupMade() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        restore(NEWEST, OWN);

        assertThat(kinds(writes))
                .containsExactly(
                        "POST Job/postgresql-look",
                        "DELETE Job/postgresql-look",
                        "POST Secret/sh.helm.release.v1.orders-db.v2",
                        "PATCH StatefulSet/postgresql",
                        "POST PersistentVolumeClaim/postgresql-storage-postgresql-0",
                        "POST Job/postgresql-restore",
                        "PATCH StatefulSet/postgresql",
                        "PUT Secret/sh.helm.release.v1.orders-db.v1",
                        "PUT Secret/sh.helm.release.v1.orders-db.v2",
                        "POST Job/postgresql-pgbackrest-full");
        assertThat(replicas()).isEqualTo(1);
        assertThat(town.console.text())
                .contains("Restore   postgresql-0 from backup " + LABEL + " (full, 2026-01-01T00:00:00Z), all WAL")
                .contains("Restored  orders-db revision 2", "Backup    orders-db  full in ");
        assertThat(newest())
                .isEqualTo("Restore of /orders/orders-db/postgresql-0: backup " + LABEL
                        + " (full, 2026-01-01T00:00:00Z), all WAL on timeline 1");
    }

    @Test
    void theJobIsLikeTheDatabasesPodButNobodyTakesItForOne() {
        town.deploy(Town.options());

        restore(new RestoreTarget(Instant.parse("2026-01-01T00:00:01Z"), null), OWN, true);

        MapNode job = job("postgresql-restore-").tree();
        MapNode container = job.mapsAt("spec", "template", "spec", "containers").get(0);
        assertThat(job.textAt("spec", "template", "metadata", "labels", "app.kubernetes.io/component"))
                .isEqualTo("restore");
        assertThat(job.textAt("spec", "template", "metadata", "labels", "app.kubernetes.io/name"))
                .isEmpty();
        assertThat(container.get("readinessProbe")).isNull();
        assertThat(container.get("args")).isNull();
        assertThat(job.mapsAt("spec", "template", "spec", "initContainers")).isEmpty();
        assertThat(variables(container))
                .contains(
                        "POD_NAME=postgresql-0",
                        "RESTORE_FROM=/orders/orders-db/postgresql-0",
                        "RESTORE_SET=" + LABEL,
                        "RESTORE_TYPE=time",
                        "RESTORE_TARGET=2026-01-01 00:00:01+00",
                        "RESTORE_TIMELINE=1",
                        "RESTORE_IN_PLACE=yes");
    }

    @Test
    void aRestoreThatFailsLetsTheDatabaseGoOnWithTheDataItHad() {
        town.deploy(Town.options());
        isJobBroken = true;

        assertThatThrownBy(() -> restore(NEWEST, OWN))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("Job/postgresql-restore-");

        assertThat(replicas()).isEqualTo(1);
        assertThat(town.console.text())
                .contains("StatefulSet/postgresql: started again, with the data that it had")
                .doesNotContain("Backup    ");
    }

    @Test
    void oneInPlaceThatFailsLeavesItStoppedAndSaysSo() {
        town.deploy(Town.options());
        isJobBroken = true;

        assertThatThrownBy(() -> restore(NEWEST, OWN, true)).isInstanceOf(RolloutException.class);

        assertThat(replicas()).isZero();
        assertThat(town.console.text()).contains("StatefulSet/postgresql: stays stopped: its files may be replaced");
    }

    @Test
    void whatLeadsNowhereIsRefusedBeforeAnythingIsChanged() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();

        assertThatThrownBy(() -> restore(new RestoreTarget(null, "20250101-000000F"), OWN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("restore.backup: there is no backup '20250101-000000F', only " + LABEL);

        assertThat(kinds(writes)).containsExactly("POST Job/postgresql-look", "DELETE Job/postgresql-look");
        assertThat(replicas()).isEqualTo(1);
    }

    @Test
    void withoutAReleaseItIsInstalledWithTheRestoredData() {
        restore(NEWEST, OWN);

        assertThat(kinds(0))
                .containsSubsequence(
                        "POST Secret/sh.helm.release.v1.orders-db.v1",
                        "PATCH ConfigMap/postgresql-pgbackrest-config",
                        "POST Job/postgresql-look",
                        "POST PersistentVolumeClaim/postgresql-storage-postgresql-0",
                        "POST Job/postgresql-restore",
                        "PATCH StatefulSet/postgresql",
                        "POST Job/postgresql-pgbackrest-init",
                        "POST Job/postgresql-pgbackrest-full");
        assertThat(newest()).isEqualTo("Install complete");
    }

    @Test
    void aCopyReadsTheSourcesPathAndIsBackedUpByItsOwnHookAlone() {
        repository = "info " + FULL + "\nown " + EMPTY + "\n";

        restore(NEWEST, new RestoreSource("shop-db", "shop", null));

        MapNode container = job("postgresql-restore-")
                .tree()
                .mapsAt("spec", "template", "spec", "containers")
                .get(0);
        assertThat(variables(container)).contains("RESTORE_FROM=/shop/shop-db/postgresql-0");
        assertThat(kinds(0))
                .contains("POST Job/postgresql-pgbackrest-init")
                .doesNotContain("POST Job/postgresql-pgbackrest-full");
    }

    @Test
    void aCopyIsNotMixedWithBackupsThatAreThere() {
        repository = "info " + FULL + "\nown " + FULL + "\n";
        town.deploy(Town.options());

        assertThatThrownBy(() -> restore(NEWEST, new RestoreSource("shop-db", null, null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("repository path /orders/orders-db/postgresql-0: holds the backups of a database"
                        + " already, expected none: a copy of /orders/shop-db/postgresql-0");
    }

    @Test
    void aCopyWhoseFirstBackupFailedIsFinishedByDeployAndSaysSo() {
        repository = "info " + FULL + "\nown " + EMPTY.replace("\"code\":1", "\"code\":2") + "\n";

        assertThatThrownBy(() -> restore(NEWEST, new RestoreSource("shop-db", null, null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "repository path /orders/orders-db/postgresql-0: is that of a database already,"
                                + " though without a backup, expected none. If it is this copy, whose first backup failed: deploy");
    }

    @Test
    void aCopyWhosePathCanNotBeReadIsNotSaidToHaveBackups() {
        repository = "info " + FULL + "\nown " + EMPTY.replace("\"code\":1", "\"code\":99") + "\n";

        assertThatThrownBy(() -> restore(NEWEST, new RestoreSource("shop-db", null, null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "repository path /orders/orders-db/postgresql-0: can't be read: missing stanza path."
                                + " Whether it holds another database's backups is not known.");
    }

    @Test
    void whatThereIsNoRoomForIsRefusedBeforeThePodIsStopped() {
        town.deploy(Town.options());
        restore(NEWEST, OWN);
        int writes = town.server.writes().size();
        town.server.onExec(exec -> exec.command().contains("room")
                ? new Execution(4, "", "postgresql-0: no room on /data: 9 MB are needed, 5 MB are free. Raise it.\n")
                : new Execution(0, "", ""));

        assertThatThrownBy(() -> restore(NEWEST, OWN, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("postgresql-0: no room on /data: 9 MB are needed, 5 MB are free. Raise it.");

        assertThat(kinds(writes)).containsExactly("POST Job/postgresql-look", "DELETE Job/postgresql-look");
        assertThat(town.server.executed().get(town.server.executed().size() - 1).command())
                .startsWith("env", "RESTORE_FROM=/orders/orders-db/postgresql-0", "RESTORE_SET=" + LABEL)
                .contains("RESTORE_WAL_FIRST=000000010000000000000002", "RESTORE_IN_PLACE=no")
                .endsWith("sh", "/etc/pgbackrest/restore.sh", "room");
    }

    @Test
    void theDatabaseItselfKnowsSinceWhenItLivesItsTimelineWhereTheArchiveGotTheHistoryLate() {
        String history = Base64.getEncoder().encodeToString("1\t0/6000000\tbefore\n".getBytes(StandardCharsets.UTF_8));
        repository = "info " + FULL + "\nhistories 15-1 {\"00000002.history\":{\"time\":1767229200}}\n"
                + "history 15-1 00000002.history " + history + "\n";
        RestoreTarget target = new RestoreTarget(Instant.parse("2026-01-01T00:30:00Z"), null);
        town.deploy(Town.options());
        restore(target, OWN);
        assertThat(newest()).endsWith("WAL to 2026-01-01T00:30:00Z on timeline 1");
        town.server.onExec(
                exec -> new Execution(0, exec.command().contains("lives") ? "00000002.history 1767226200\n" : "", ""));

        restore(target, OWN);

        assertThat(newest()).endsWith("WAL to 2026-01-01T00:30:00Z on timeline 2");
    }

    @Test
    void aPodThatCanNotBeAskedForRoomIsNoReasonToRefuse() {
        town.deploy(Town.options());
        restore(NEWEST, OWN);
        town.server.onExec(exec -> new Execution(2, "", "usage: restore.sh look|restore|verify"));

        restore(NEWEST, OWN);

        assertThat(town.console.text()).contains("Restored  orders-db revision 3");
    }

    @Test
    void aReleaseWithoutBackupsAndAnInstanceThatIsNotThereAreNamed() {
        town.deploy(Town.options());
        assertThatThrownBy(() -> restore(new RestoreRequest(town.request(), NEWEST, OWN, 3, false, Town.options())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("instance: there is none of number 3, only 0 to 0");

        town.values.clear();
        town.deploy(Town.options());
        assertThatThrownBy(() -> restore(NEWEST, OWN))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("has no CronJob that makes backups, expected the one of pgbackrest.enabled");
    }

    @Test
    void aDryRunChoosesAndTellsAndChangesNothing() {
        town.deploy(Town.options());
        int writes = town.server.writes().size();
        DeployOptions dry = new DeployOptions(Town.ROLLOUT, true, false, false, false, 10, null);

        restore(new RestoreRequest(town.request(), NEWEST, OWN, 0, false, dry));

        assertThat(kinds(writes)).containsExactly("POST Job/postgresql-look", "DELETE Job/postgresql-look");
        assertThat(town.console.text())
                .contains("Restore   postgresql-0 from backup " + LABEL, "Dry run   nothing was changed");
    }

    private void restore(RestoreTarget target, RestoreSource source) {
        restore(target, source, false);
    }

    private void restore(RestoreTarget target, RestoreSource source, boolean isInPlace) {
        restore(new RestoreRequest(town.request(), target, source, 0, isInPlace, Town.options()));
    }

    private void restore(RestoreRequest request) {
        new Restore(town.workbench(town.server.connect())).run(request);
    }

    /** The pods of the workload, and of the Jobs: one tells what the repository holds, one may fail. */
    private void work(FakeRequest request) {
        ObjectId id = request.object();
        if (request.writes("StatefulSet") && request.verb().equals("PATCH")) {
            ObjectId pod = new ObjectId("v1", "Pod", "orders", "postgresql-0");
            LiveObject live = Objects.requireNonNull(town.server.find(id));
            if (live.number(1, "spec", "replicas") == 0) {
                town.server.remove(pod);
            } else {
                town.server.put("{apiVersion: v1, kind: Pod, metadata: {name: postgresql-0, namespace: orders, labels:"
                        + " {app.kubernetes.io/name: postgresql, app.kubernetes.io/instance: orders-db,"
                        + " app.kubernetes.io/component: database}, ownerReferences: [{uid: " + live.uid() + "}]},"
                        + " status: {conditions: [{type: Ready, status: 'True'}]}}");
            }
        }
        if (request.writes("Job") && request.verb().equals("POST") && id.name().contains("-look-")) {
            ContainerRef container = new ContainerRef(id.name() + "-x", "postgresql", false);
            LiveObject job = Objects.requireNonNull(town.server.find(id));
            town.server.put("{apiVersion: v1, kind: Pod, metadata: {name: " + container.pod() + ", namespace: orders,"
                    + " labels: {controller-uid: " + job.uid() + "}, ownerReferences: [{uid: " + job.uid() + "}]},"
                    + " status: {phase: Succeeded, containerStatuses: [{name: postgresql, restartCount: 0, state:"
                    + " {terminated: {exitCode: 0}}}]}}");
            town.server.log(
                    container,
                    Base64.getEncoder().encodeToString((repository + "end\n").getBytes(StandardCharsets.UTF_8)));
            town.server.endLog(container, "");
        }
        if (isJobBroken
                && request.writes("Job")
                && request.verb().equals("POST")
                && id.name().contains("-restore-")) {
            town.server.status(
                    id, "{failed: 1, conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded}]}");
        }
    }

    /** The writes without the times in the names of Jobs. */
    private List<String> kinds(int before) {
        return town.writesSince(before).stream()
                .map(write -> write.replaceAll("(Job/postgresql-[a-z-]+)-[a-z0-9]*\\d[a-z0-9]*.*", "$1"))
                .map(write -> write.replaceAll(" \\(.*", ""))
                .toList();
    }

    private LiveObject job(String prefix) {
        return town.server.objects().stream()
                .filter(object ->
                        object.id().kind().equals("Job") && object.id().name().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> variables(MapNode container) {
        return container.mapsAt("env").stream()
                .map(variable -> variable.textAt("name") + "=" + variable.textAt("value"))
                .toList();
    }

    private long replicas() {
        LiveObject live = Objects.requireNonNull(town.find("apps/v1", "StatefulSet", "postgresql"));
        return live.number(-1, "spec", "replicas");
    }

    private String newest() {
        ReleaseHistory history = ReleaseHistory.read(town.server.connect(), "orders-db");
        return Objects.requireNonNull(history.newest()).record().info().description();
    }
}
