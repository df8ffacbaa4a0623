package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Access;
import io.pgchart.cluster.ApplyOptions;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.FakeExec;
import io.pgchart.cluster.FakeServer;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.error.RolloutException;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.plan.Proof;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that change while a release lives: pods are replaced, and databases learn their password. */
class CredentialsOverTimeTest {

    private static final ObjectId WORKLOAD = new ObjectId("apps/v1", "StatefulSet", "orders", "postgresql");
    private static final ObjectId FOREIGN = new ObjectId("v1", "Secret", "orders", "foreign");
    private static final String REPLACED = "pods will be replaced: a Secret changed";
    private static final String SET = "Password  postgresql-0: set to what Secret/postgresql holds";

    @TempDir
    private Path output;

    private Town town;

    @BeforeEach
    void install() {
        town = new Town(output);
        town.server.onExec(exec -> new Execution(0, "set\n", ""));
        town.values.put("postgresql.password", "planted-one");
        town.deploy(Town.options());
    }

    private LiveObject workload() {
        return Objects.requireNonNull(town.server.find(WORKLOAD));
    }

    private String hash() {
        return workload().text("spec", "template", "metadata", "annotations", "pgchart.io/secret-hash");
    }

    private long generation() {
        return workload().number(0, "metadata", "generation");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a deploy told. */
    private String deploy() {
        int before = town.console.text().length();
        town.deploy(Town.options());
        return town.console.text().substring(before);
    }

    private void useForeign() {
        town.server.put(
                "{apiVersion: v1, kind: Secret, metadata: {name: foreign}, data: {password: " + base64("one") + "}}");
        town.values.remove("postgresql.password");
        town.values.put("postgresql.existingSecret", "foreign");
        deploy();
    }

    private void editForeign() {
        town.server.patch(FOREIGN, "kubectl", "data: {password: " + base64("planted-two") + "}");
    }

    @Test
    void aNewDatabaseIsMadeWithItsPasswordAndNotAsked() {
        assertThat(hash()).matches("[0-9a-f]{64}");
        assertThat(town.server.executed()).isEmpty();
        assertThat(deploy()).contains("Unchanged nothing differs from revision 1");
    }

    @Test
    void aChangedPasswordReplacesThePodsOnceAndIsSet() {
        String before = hash();
        long generation = generation();
        town.values.put("postgresql.password", "planted-two");
        town.values.put("postgresql.config.work_mem", "8MB");

        assertThat(deploy())
                .contains("pods will be replaced: configuration changed; a Secret changed", SET)
                .doesNotContain("planted-two", base64("planted-two"));
        assertThat(hash()).isNotEqualTo(before);
        assertThat(generation()).isEqualTo(generation + 1);
        assertThat(town.server.executed())
                .containsExactly(new FakeExec(
                        new ContainerRef("postgresql-0", "postgresql", false),
                        List.of("sh", "/etc/postgresql/password.sh"),
                        base64("planted-two") + "\n"));

        town.values.put("postgresql.config.work_mem", "16MB");
        assertThat(deploy())
                .contains("pods will be replaced: configuration changed\n")
                .doesNotContain("Password");
        assertThat(town.server.executed()).as("asked once").hasSize(1);
        assertThat(deploy()).contains("Unchanged");
    }

    @Test
    void everyInstanceIsAsked() {
        town.values.put("replicaCount", "3");
        town.server.onExec(exec -> new Execution(0, exec.container().pod().endsWith("-1") ? "set\n" : "", ""));
        town.values.put("postgresql.password", "planted-two");
        assertThat(deploy()).contains("Password  postgresql-1: set").doesNotContain("postgresql-0: set");
        assertThat(town.server.executed())
                .extracting(exec -> exec.container().pod())
                .containsExactly("postgresql-0", "postgresql-1", "postgresql-2");
    }

    @Test
    void aSecretOfSomebodyElseIsReadBeforeEachDeploy() {
        useForeign();
        assertThat(deploy()).contains("Unchanged");
        editForeign();
        long generation = generation();

        assertThat(deploy()).contains(REPLACED, "Password  postgresql-0: set to what Secret/foreign holds");
        assertThat(generation()).isEqualTo(generation + 1);
        assertThat(deploy()).contains("Unchanged");
    }

    @Test
    void aSecretThatMayNotBeReadIsToldAndLeavesThePodsAlone() {
        useForeign();
        editForeign();
        town.server.deny(new Access("get", "v1", "Secret", null, "foreign"));
        town.values.put("service.port", "6432");
        long generation = generation();

        assertThat(deploy())
                .contains("Secret/foreign can't be read (403 Forbidden): pods are not replaced when it has changed");
        assertThat(generation()).isEqualTo(generation);
    }

    @Test
    void aPasswordThatIsDroppedFromTheValuesStays() {
        String before = hash();
        long generation = generation();
        town.values.remove("postgresql.password");

        assertThat(deploy()).doesNotContain("data.password:", "replaced", "generated;");
        assertThat(Objects.requireNonNull(town.find("v1", "Secret", "postgresql"))
                        .text("data", "password"))
                .isEqualTo(base64("planted-one"));
        assertThat(hash()).isEqualTo(before);
        assertThat(generation()).isEqualTo(generation);
        assertThat(town.server.executed()).isEmpty();
    }

    @Test
    void aHelmThatKnowsNothingOfTheHashLeavesIt() {
        String before = hash();
        MapNode metadata = Objects.requireNonNull(workload().tree().map("metadata"));
        MapNode named = FakeServer.yaml("{name: postgresql}")
                .with("labels", Objects.requireNonNull(metadata.get("labels")))
                .with("annotations", Objects.requireNonNull(metadata.get("annotations")));
        MapNode bare = FakeServer.yaml("{apiVersion: apps/v1, kind: StatefulSet}")
                .with("metadata", named)
                .with("spec", spec(workload().tree()));
        town.server.connect().apply(bare, new ApplyOptions(Proof.FIELD_MANAGER, true, false));
        assertThat(hash()).isEqualTo(before);
        long generation = generation();

        deploy();

        assertThat(hash()).isEqualTo(before);
        assertThat(generation()).as("pods are not replaced again").isEqualTo(generation);
    }

    /** The spec as the chart has it: without the hash. */
    private static Node spec(MapNode workload) {
        MapNode spec = Objects.requireNonNull(workload.map("spec"));
        MapNode template = Objects.requireNonNull(spec.map("template"));
        MapNode metadata = Objects.requireNonNull(template.map("metadata"));
        MapNode annotations = Objects.requireNonNull(metadata.map("annotations"));
        Map<String, Node> kept = new LinkedHashMap<>(annotations.members());
        kept.remove("pgchart.io/secret-hash");
        return spec.with(
                "template",
                template.with("metadata", metadata.with("annotations", new MapNode(kept, annotations.origin()))));
    }

    @Test
    void aWorkloadWithoutAHashGetsOneWhenItsPodsAreReplacedAnyway() {
        town.server.patch(
                WORKLOAD, "helm", "spec: {template: {metadata: {annotations: {pgchart.io/secret-hash: null}}}}");
        town.server.status(WORKLOAD, "{observedGeneration: " + generation() + "}");
        town.values.put("service.port", "6432");
        deploy();
        assertThat(hash()).isEmpty();

        town.values.put("postgresql.config.work_mem", "8MB");
        deploy();
        assertThat(hash()).isNotEmpty();
    }

    @Test
    void withoutRestartsThePasswordIsStillSet() {
        town.values.put("restartOnConfigChange", "false");
        deploy();
        town.values.put("postgresql.password", "planted-two");
        long generation = generation();
        assertThat(deploy()).contains(SET).doesNotContain("replaced");
        assertThat(generation()).isEqualTo(generation);
    }

    @Test
    void aPasswordThatCanNotBeSetFailsTheDeployAndIsTriedAgain() {
        town.server.onExec(exec -> new Execution(1, "", "no such role, planted-two\n"));
        town.values.put("postgresql.password", "planted-two");
        assertThatThrownBy(() -> town.deploy(Town.options()))
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("Pod/postgresql-0: does not take the password that Secret/postgresql holds: 'sh"
                        + " /etc/postgresql/password.sh' ended with exit code 1, no such role, *****");

        town.server.onExec(exec -> new Execution(0, "set\n", ""));
        assertThat(deploy()).contains(SET);
        assertThat(deploy()).contains("Unchanged");
    }

    @Test
    void whoMayNotRunCommandsIsToldBeforeAPasswordIsChanged() {
        town.server.deny(new Access("create", "v1", "Pod", "exec", null));
        town.values.put("postgresql.password", "planted-two");
        int writes = town.server.writes().size();
        assertThatThrownBy(() -> town.deploy(Town.options()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("user tester may not create Pod/exec");
        assertThat(town.writesSince(writes)).isEmpty();
    }

    @Test
    void whoMayNotRunCommandsIsToldThatNobodyLooked() {
        useForeign();
        editForeign();
        town.server.deny(new Access("create", "v1", "Pod", "exec", null));
        assertThat(deploy())
                .contains("whether it takes the password that Secret/foreign holds was not looked at: 403 Forbidden");
    }

    @Test
    void aNodeThatHangsUpIsNoReasonToFail() {
        useForeign();
        editForeign();
        town.server.onExec(exec -> {
            throw new ClusterException(new Problem("Pod/postgresql-0", "'sh' in it was cut off", null, "Look."));
        });
        assertThat(deploy()).contains("was not looked at: 'sh' in it was cut off", "Deployed  orders-db");
    }

    @Test
    void whoDoesNotWaitIsToldThatNobodyLooked() {
        town.values.put("postgresql.password", "planted-two");
        RolloutOptions hurried = new RolloutOptions(Town.ROLLOUT.timeout(), false, false, false);
        town.deploy(new DeployOptions(hurried, false, false, false, false, 10, null));
        assertThat(town.console.text()).contains("was not looked at: wait=false");
        assertThat(town.server.executed()).isEmpty();
    }

    @Test
    void aRollbackSetsTheEarlierPassword() {
        town.values.put("postgresql.password", "planted-two");
        deploy();
        new Rollback(town.workbench(town.server.connect()))
                .run(new RollbackRequest("orders-db", 1, Town.ROLLOUT, false, 10, null));
        assertThat(town.server.executed())
                .extracting(FakeExec::input)
                .containsExactly(base64("planted-two") + "\n", base64("planted-one") + "\n");
    }

    @Test
    void whatCountsOnlyAtTheFirstStartIsRefusedWhereAVolumeIs() {
        town.server.put("{apiVersion: v1, kind: PersistentVolumeClaim,"
                + " metadata: {name: postgresql-storage-postgresql-0}}");
        town.values.put("postgresql.username", "orders");
        town.values.put("postgresql.database", "orders");
        assertThatThrownBy(() -> town.deploy(Town.options()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("postgresql.username: is 'orders', but the database on"
                        + " PersistentVolumeClaim/postgresql-storage-postgresql-0 was made with 'postgres', and nothing"
                        + " makes or renames it later. Set it back to 'postgres'")
                .hasMessageContaining("postgresql.database: is 'orders', but");
    }

    @Test
    void changedInitScriptsAreToldToHaveRunOnce() {
        town.values.put("postgresql.initScripts[\"1.sql\"]", "SELECT 1");
        assertThat(deploy())
                .contains("Note      ConfigMap/postgresql-init-scripts: These scripts ran when the database was first"
                        + " made, and never run again.");
        town.values.put("service.port", "6432");
        assertThat(deploy()).doesNotContain("init-scripts");
    }
}
