package io.pgchart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.error.ClusterException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Commands in a container of a real node, through a real API server. */
@NeedsDrillCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExecDrill {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ContainerRef SHELL = new ContainerRef("shell", "shell", false);

    private final Database database = new Database("exec");
    private final Cluster cluster = database.connect();

    @BeforeAll
    void startAShell() {
        database.kubectl.input("""
                apiVersion: v1
                kind: Pod
                metadata: {name: shell}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsUser: 999, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: shell
                      image: aryan/postgres-pgbackrest:15.0
                      command: [sleep, "600"]
                      resources: {requests: {cpu: 10m, memory: 16Mi}}
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """, "apply", "-f", "-");
        database.kubectl.run("wait", "--for=condition=Ready", "pod/shell", "--timeout=120s");
    }

    @AfterAll
    void remove() {
        cluster.close();
        database.close();
    }

    private Execution sh(String script, String input) {
        return cluster.exec(SHELL, List.of("sh", "-c", script), input.getBytes(StandardCharsets.UTF_8), PATIENCE);
    }

    @Test
    void outputErrorsAndExitCodeAreTold() {
        assertThat(sh("echo out; echo err >&2; exit 3", "")).isEqualTo(new Execution(3, "out\n", "err\n"));
        assertThat(sh("true", "")).isEqualTo(new Execution(0, "", ""));
        assertThat(sh("kill -9 $$", "").exitCode()).isEqualTo(137);
    }

    @Test
    void aMegabyteOfOutputIsComplete() {
        String output =
                sh("head -c 1048576 /dev/zero | tr '\\0' x; echo end", "").output();
        assertThat(output).hasSize(1024 * 1024 + 4).endsWith("xxxend\n");
    }

    @Test
    void inputComesAsItIsAndEnds() {
        String input = "one\ntwo ' \" \\ ${HOME} é\n";
        assertThat(sh("cat", input).output()).isEqualTo(input);
        assertThat(sh("read -r line; echo \"$line\"", input).output()).isEqualTo("one\n");
        assertThat(sh("wc -c", "x".repeat(200_000)).output().strip()).isEqualTo("200000");
        assertThat(sh("exit 4", input).exitCode()).isEqualTo(4);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatThrownBy(() -> cluster.exec(SHELL, List.of("no-such-program"), new byte[0], PATIENCE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().message()).contains("executable file not found"));
        ContainerRef gone = new ContainerRef("gone", "shell", false);
        assertThatThrownBy(() -> cluster.exec(gone, List.of("true"), new byte[0], PATIENCE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(404));
        ContainerRef other = new ContainerRef("shell", "other", false);
        assertThatThrownBy(() -> cluster.exec(other, List.of("true"), new byte[0], PATIENCE))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void whoseContainerIsKilledIsNotTakenForASuccess() {
        database.kubectl.input("""
                apiVersion: v1
                kind: Pod
                metadata: {name: short}
                spec:
                  automountServiceAccountToken: false
                  restartPolicy: Never
                  securityContext: {runAsUser: 999, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: shell
                      image: aryan/postgres-pgbackrest:15.0
                      command: [sh, -c, 'until [ -e /tmp/end ]; do sleep 0.2; done']
                      resources: {requests: {cpu: 10m, memory: 16Mi}}
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """, "apply", "-f", "-");
        database.kubectl.run("wait", "--for=condition=Ready", "pod/short", "--timeout=120s");
        ContainerRef container = new ContainerRef("short", "shell", false);
        List<String> command = List.of("sh", "-c", "touch /tmp/end; sleep 20");
        try {
            assertThat(cluster.exec(container, command, new byte[0], PATIENCE).exitCode())
                    .isNotZero();
        } catch (ClusterException | RefusedException e) {
            assertThat(e).hasMessageContaining("Pod/short container shell");
        }
        assertThatThrownBy(() -> cluster.exec(container, List.of("true"), new byte[0], PATIENCE))
                .isInstanceOf(RefusedException.class);
    }
}
