package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.error.ClusterException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecTest {

    private static final ContainerRef CONTAINER = new ContainerRef("postgresql-0", "postgresql", false);
    private static final String DONE = "{\"status\": \"Success\"}";
    private static final String CODE_3 =
            "{\"kind\": \"Status\", \"status\": \"Failure\", \"reason\": \"NonZeroExitCode\","
                    + " \"details\": {\"causes\": [{\"reason\": \"ExitCode\", \"message\": \"3\"}]}}";
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(60));

    private final SocketStub server = new SocketStub();
    private final List<String> traced = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Fabric8Cluster cluster = Fabric8Cluster.connect(
            StubServer.context(server.url(), server.proof()),
            new Environment(Map.of(), Path.of("."), Path.of(".")),
            trace(),
            PATIENCE,
            pauses::add);

    private RequestTrace trace() {
        return (method, path, code, took) -> traced.add(method + " " + path + " " + code);
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private Execution run(String input) {
        return cluster.exec(
                CONTAINER,
                List.of("sh", "-c", "a b"),
                input.getBytes(StandardCharsets.ISO_8859_1),
                Duration.ofSeconds(10));
    }

    @Test
    void collectsEachChannelAndTheExitCode() {
        server.then(on -> on.accept("v5.channel.k8s.io")
                .send(1, "")
                .send(1, "one ", "and ", "more")
                .send(2, "a warning")
                .send(1, ", the end")
                .send(3, CODE_3.substring(0, 100), CODE_3.substring(100))
                .end());

        assertThat(run("")).isEqualTo(new Execution(3, "one and more, the end", "a warning"));
        String asked = server.asked.get(0);
        assertThat(asked)
                .startsWith("GET /api/v1/namespaces/orders/pods/postgresql-0/exec?container=postgresql&stdout=true"
                        + "&stderr=true&command=sh&command=-c&command=a%20b HTTP/1.1\r\n")
                .contains("Authorization: Bearer PLANTED-TOKEN", "v5.channel.k8s.io", "v4.channel.k8s.io");
    }

    @Test
    void tellsWhereTheInputEndsIfTheServerCan() {
        List<String> received = new CopyOnWriteArrayList<>();
        server.then(on -> {
            on.accept("v5.channel.k8s.io");
            received.addAll(List.of(on.received(), on.received()));
            on.send(3, DONE).end();
        });

        assertThat(run("planted\n").exitCode()).isZero();
        assertThat(received).containsExactly("0 planted\n", "255 \0");
        assertThat(server.asked.get(0)).contains("&stdin=true&").doesNotContain("planted");
        assertThat(traced).hasSize(1).allMatch(line -> line.endsWith(" 101") && !line.contains("planted"));
    }

    @Test
    void leavesTheInputOpenIfTheServerCanNot() {
        List<String> received = new CopyOnWriteArrayList<>();
        server.then(on -> {
            on.accept("v4.channel.k8s.io");
            received.add(on.received());
            on.send(1, "read").send(3, DONE).end();
        });

        assertThat(run("planted\n").output()).isEqualTo("read");
        assertThat(received).containsExactly("0 planted\n");
    }

    @Test
    void sendsLongInputInPieces() {
        List<String> received = new CopyOnWriteArrayList<>();
        server.then(on -> {
            on.accept("v5.channel.k8s.io");
            received.addAll(List.of(on.received(), on.received(), on.received()));
            on.send(3, DONE).end();
        });
        char[] long40k = new char[40 * 1024];
        Arrays.fill(long40k, 'x');

        run(new String(long40k));

        assertThat(received).extracting(String::length).containsExactly(32 * 1024 + 2, 8 * 1024 + 2, 5);
    }

    @Test
    void aCommandMayEndWithoutReading() {
        server.then(on -> on.accept("v5.channel.k8s.io").send(3, CODE_3).end());
        assertThat(run("never read\n").exitCode()).isEqualTo(3);
    }

    @Test
    void anEndWithoutAStatusIsNoSuccess() {
        server.then(on -> on.accept("v5.channel.k8s.io").send(1, "half of it").end())
                .then(on -> on.accept("v5.channel.k8s.io").send(1, "half of it"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> run(""))
                    .isInstanceOf(ClusterException.class)
                    .hasMessage("Pod/postgresql-0 container postgresql: 'sh' in it was cut off: the connection ended"
                            + " before the server told how the command did. Look at the pod (kubectl logs"
                            + " postgresql-0), and do the same again.");
        }
        assertThat(server.asked).as("a command that has begun is not run twice").hasSize(2);
    }

    @Test
    void aCommandThatTakesTooLongIsGivenUp() {
        server.then(on -> {
            on.accept("v5.channel.k8s.io").send(1, "working").awaitEnd();
        });
        assertThatThrownBy(() -> cluster.exec(CONTAINER, List.of("sleep", "9"), new byte[0], Duration.ofMillis(200)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("'sleep' in it did not end within 0 s, and may still run");
    }

    @Test
    void aProgramThatIsNotThereIsTheServersNo() {
        server.then(on -> on.accept("v5.channel.k8s.io")
                .send(
                        3,
                        "{\"status\": \"Failure\", \"reason\": \"InternalError\", \"code\": 500,"
                                + " \"message\": \"executable file not found\"}")
                .end());
        assertThatThrownBy(() -> run(""))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Pod/postgresql-0 container postgresql: 500 InternalError");
    }

    @Test
    void tellsWhatIsRefusedBeforeItBegins() {
        server.then(on -> on.refuse(403, StubServer.status(403, "Forbidden", "no exec for you")))
                .then(on -> on.refuse(404, StubServer.status(404, "NotFound", "pods not found")));
        assertThatThrownBy(() -> run(""))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal())
                                .extracting("code", "reason", "message")
                                .containsExactly(403, "Forbidden", "no exec for you"));
        assertThatThrownBy(() -> run("")).hasMessage("Pod/postgresql-0 container postgresql: 404 NotFound");
        assertThat(pauses).isEmpty();
        assertThat(traced).extracting(line -> line.replaceAll(".* ", "")).containsExactly("403", "404");
    }

    @Test
    void asksAgainWhatMayPassBeforeItBegins() {
        server.then(on -> on.refuse(503, StubServer.status(503, "ServiceUnavailable", "busy")))
                .then(on -> on.refuse(429, StubServer.status(429, "TooManyRequests", "later")))
                .then(on -> on.accept("v5.channel.k8s.io").send(3, DONE).end());
        assertThat(run("").exitCode()).isZero();
        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void isToldWhenTheCredentialsAreNotAccepted() {
        server.then(on -> on.refuse(401, StubServer.status(401, "Unauthorized", "no")));
        assertThatThrownBy(() -> run(""))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("does not accept its credentials (401)");
    }
}
