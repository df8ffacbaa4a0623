package io.pgchart.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.FakeTunnel;
import io.pgchart.cluster.Propagation;
import io.pgchart.cluster.Tunnel;
import io.pgchart.error.ClusterException;
import io.pgchart.error.InvalidInputException;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ForwardTest {

    private static final String READY = "{phase: Running, conditions: [{type: Ready, status: 'True'}]}";

    @TempDir
    private Path output;

    private final ConcurrentMap<String, Tunnel> opened = new ConcurrentHashMap<>();
    private Town town;

    @BeforeEach
    void settle() {
        town = new Town(output);
    }

    /** A deployed release whose pods are as the StatefulSet's controller makes them. */
    private void deploy(String status) {
        town.deploy(Town.options());
        ObjectId id = new ObjectId("apps/v1", "StatefulSet", "orders", "postgresql");
        Node template = Objects.requireNonNull(
                Objects.requireNonNull(town.server.find(id)).at("spec", "template", "spec"));
        town.server.put(
                "{apiVersion: v1, kind: Pod, metadata: {name: postgresql-0}, spec: " + JsonText.of(template) + "}");
        town.server.status(pod(0), status);
    }

    private static ObjectId pod(int instance) {
        return new ObjectId("v1", "Pod", "orders", "postgresql-" + instance);
    }

    private ForwardedDatabase forward() {
        return forward(0, null, null);
    }

    private ForwardedDatabase forward(int instance, @Nullable Integer localPort, @Nullable Path passwordFile) {
        NamedPath file = passwordFile == null ? null : new NamedPath(passwordFile, "target/pgpass");
        return new Forward(town.workbench(town.server.connect()), opened)
                .run(new ForwardRequest("orders-db", instance, localPort, file));
    }

    private FakeTunnel tunnel() {
        return town.server.tunnels().get(town.server.tunnels().size() - 1);
    }

    @Test
    void whatTestsNeedIsReadFromThePod() {
        town.values.put("postgresql.username", "ann");
        town.values.put("postgresql.database", "orders-2");
        deploy(READY);

        ForwardedDatabase database = forward();

        assertThat(tunnel().target()).hasToString("Pod/postgresql-0:5432");
        assertThat(database.host()).isEqualTo("127.0.0.1");
        assertThat(database.port()).isEqualTo(tunnel().localPort());
        assertThat(database.username()).isEqualTo("ann");
        assertThat(database.database()).isEqualTo("orders-2");
        assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:41213/orders-2");
        assertThat(town.console.text())
                .contains("Forward   127.0.0.1:41213 -> Pod/postgresql-0:5432  (closed with the build)");
        database.close();
        assertThat(tunnel().isOpen()).isFalse();
    }

    @Test
    void theModulesOfABuildShareATunnelAndAPortOfOnesOwnIsAnother() {
        deploy(READY);

        ForwardedDatabase first = forward();
        ForwardedDatabase second = forward();
        ForwardedDatabase fixed = forward(0, 6543, null);

        assertThat(second.tunnel()).isSameAs(first.tunnel());
        assertThat(fixed.port()).isEqualTo(6543);
        assertThat(town.server.tunnels()).hasSize(2).allMatch(FakeTunnel::isOpen);
    }

    @Test
    void aTakenOrImpossiblePortIsTold() {
        deploy(READY);
        forward(0, 6543, null);
        opened.clear();

        assertThatThrownBy(() -> forward(0, 6543, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "forwardLocalPort: '6543' can't be listened on (Address already in use), expected a free port."
                                + " Leave it out for a free one, or set another: <forwardLocalPort> in the POM,"
                                + " -Dpgchart.forward.localPort.");
        assertThatThrownBy(() -> forward(0, 65536, null))
                .hasMessageStartingWith("forwardLocalPort: '65536' is no port, expected 0 to 65535.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void thePasswordIsForItsOwnerAloneAndGoneWithTheTunnel() throws IOException {
        deploy(READY);
        String password = Base64.getEncoder().encodeToString("a:b\\c d".getBytes(StandardCharsets.UTF_8));
        ObjectId secret = new ObjectId("v1", "Secret", "orders", "postgresql");
        town.server.patch(secret, "tester", "data: {password: " + password + "}");
        Path file = Files.createDirectory(output.resolve("deep")).resolve("pgpass");
        Files.writeString(file, "of an earlier build");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        ForwardedDatabase database = forward(0, null, file);

        assertThat(file).hasContent("127.0.0.1:41213:*:postgres:a\\:b\\\\c d");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(town.console.text()).doesNotContain("b\\c");
        database.close();
        assertThat(file).doesNotExist();
        database.close();
    }

    @Test
    void aSecretWithoutAPasswordIsNamedBeforeTheTunnelIsOpened() {
        town.values.put("postgresql.existingSecret", "ours");
        deploy(READY);

        assertThatThrownBy(() -> forward(0, null, output.resolve("pgpass")))
                .isInstanceOf(ClusterException.class)
                .hasMessage("Secret/ours: key password has no password, expected one line."
                        + " Mend the Secret, or leave <forwardPasswordFile> out.");
        assertThat(town.server.tunnels()).isEmpty();
    }

    @Test
    void whoeverHasNoPodThatIsReadyIsToldWhy() {
        deploy("{phase: Pending, conditions: [{type: Ready, status: 'False'}], containerStatuses: [{name: postgresql,"
                + " ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff}}}]}");
        assertThatThrownBy(this::forward)
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("Pod/postgresql-0: is not ready: ")
                .hasMessageContaining("ImagePullBackOff")
                .hasMessageContaining(", expected a ready database. ");

        town.server.status(pod(0), READY);
        town.server.patch(pod(0), "tester", "metadata: {finalizers: [tests/stay]}");
        town.server.connect().delete(pod(0), null, Propagation.BACKGROUND);
        assertThatThrownBy(this::forward)
                .hasMessage("Pod/postgresql-0: is being deleted, expected a ready database."
                        + " Run the goal again when the goal status calls the StatefulSet ready.");

        town.server.remove(pod(0));
        assertThatThrownBy(this::forward)
                .hasMessage("Pod/postgresql-0: is not there, expected a ready database."
                        + " Run the goal again when the goal status calls the StatefulSet ready.");
        assertThat(town.server.tunnels()).isEmpty();
    }

    @Test
    void anInstanceThatIsNoneIsRefused() {
        deploy(READY);

        assertThatThrownBy(() -> forward(1, null, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("forwardInstance: '1' is no instance of StatefulSet/postgresql, expected 0."
                        + " Set <forwardInstance> in the POM, -Dpgchart.forward.instance.");
    }

    @Test
    void aReleaseThatIsNotThereIsNamedWithItsNamespace() {
        assertThatThrownBy(this::forward)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("release orders-db: is not in namespace orders");
    }

    @Test
    void aTroubleIsToldOnce() {
        deploy(READY);
        forward();

        tunnel().fail("the pod is not there");
        tunnel().fail("nothing listens there");
        tunnel().fail("the pod is not there");

        assertThat(town.console.text())
                .containsOnlyOnce("Note      Pod/postgresql-0:5432: no connection: the pod is not there")
                .containsOnlyOnce("Note      Pod/postgresql-0:5432: no connection: nothing listens there");
    }
}
