package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pgchart.cluster.PodPort;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Tunnel;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.error.ClusterException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TunnelTest {

    private static final PodPort DATABASE = new PodPort("postgresql-0", 5432);
    private static final String PATH = "GET /api/v1/namespaces/orders/pods/postgresql-0/portforward?ports=5432";
    private static final Login.Proof TOKEN = new Login.Token("PLANTED-TOKEN");

    @TempDir
    private Path directory;

    private final StubNode node = new StubNode(TunnelTest::echo);
    private final Fabric8Cluster cluster = node.connect(TOKEN);
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private final List<Tunnel> tunnels = new ArrayList<>();

    @AfterEach
    void close() {
        tunnels.forEach(Tunnel::close);
        cluster.close();
        node.close();
    }

    private static void echo(StubNode.Stream stream) throws IOException {
        for (byte[] data = stream.read(); data != null; data = stream.read()) {
            stream.write(data);
        }
    }

    private Tunnel open() throws BindException {
        return open(cluster);
    }

    private Tunnel open(Fabric8Cluster through) throws BindException {
        Tunnel tunnel = through.forward(DATABASE, 0, troubles::add);
        tunnels.add(tunnel);
        return tunnel;
    }

    private static Socket connect(Tunnel tunnel) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), tunnel.localPort());
    }

    private static String everything(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Writes so much from a second thread, and reads it back meanwhile. */
    private static void echoes(Tunnel tunnel, int size, long seed) throws IOException, InterruptedException {
        byte[] sent = new byte[size];
        new Random(seed).nextBytes(sent);
        try (Socket client = connect(tunnel)) {
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream().write(sent);
                } catch (IOException e) {
                    // Then too little comes back.
                }
            });
            writer.start();
            byte[] received = client.getInputStream().readNBytes(size);
            assertThat(received.length).isEqualTo(size);
            assertThat(Arrays.equals(received, sent)).isTrue();
            writer.join();
        }
    }

    @Test
    void megabytesGoBothWays() throws IOException, InterruptedException {
        echoes(open(), 5_000_000, 1);

        assertThat(troubles).isEmpty();
        assertThat(node.traced).isNotEmpty().allMatch((PATH + " 101")::equals);
        assertThat(node.authorizations).isNotEmpty().allMatch("Bearer PLANTED-TOKEN"::equals);
    }

    @Test
    void aPoolOfClientsHasAStreamEach() throws IOException, InterruptedException, ExecutionException {
        Tunnel tunnel = open();
        int clients = 10;
        CountDownLatch together = new CountDownLatch(clients);
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        List<Future<String>> replies = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            String hello = "client " + i;
            Callable<String> talk = () -> {
                try (Socket client = connect(tunnel)) {
                    client.getOutputStream().write(hello.getBytes(StandardCharsets.UTF_8));
                    String first =
                            new String(client.getInputStream().readNBytes(hello.length()), StandardCharsets.UTF_8);
                    // Nobody leaves before all are served.
                    together.countDown();
                    together.await();
                    return first;
                }
            };
            replies.add(pool.submit(talk));
        }
        for (int i = 0; i < clients; i++) {
            assertThat(replies.get(i).get()).isEqualTo("client " + i);
        }
        pool.shutdown();
        assertThat(node.asked).hasSize(1 + clients);
    }

    @Test
    void whatAPodSaysLastIsReadByAClientThatStillWrites() throws IOException {
        node.replace(stream -> {
            stream.read();
            stream.write("FATAL: the database system is shutting down");
        });
        try (Socket client = connect(open())) {
            client.getOutputStream().write(1);
            client.getOutputStream().write(new byte[100_000]);
            assertThat(everything(client)).isEqualTo("FATAL: the database system is shutting down");
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    void aClientThatHasSaidAllStillGetsItsAnswer() throws IOException {
        node.replace(stream -> {
            stream.write(Objects.requireNonNull(stream.read()));
            stream.write(" and more");
        });
        try (Socket client = connect(open())) {
            client.getOutputStream().write("SELECT 1".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(everything(client)).isEqualTo("SELECT 1 and more");
        }
    }

    @Test
    void aPodLearnsThatItsClientIsGone() throws IOException, InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        node.replace(stream -> {
            while (stream.read() != null) {
                stream.write("x");
            }
            gone.countDown();
        });
        try (Socket client = connect(open())) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
        assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> threads() == 1);
    }

    @Test
    void aTroubleOfOneClientIsToldAndDoesNotTouchTheNext() throws IOException, InterruptedException {
        Tunnel tunnel = open();
        node.refuse(404, "NotFound", "pods \\\"postgresql-0\\\" not found");
        assertThat(everythingOfANewClient(tunnel)).isEmpty();
        assertThat(troubles.take()).isEqualTo("the pod is not there");

        node.refuse(500, "InternalError", "container not running");
        assertThat(everythingOfANewClient(tunnel)).isEmpty();
        assertThat(troubles.take()).isEqualTo("the server refused it, 500 InternalError");

        node.replace(stream -> stream.fail("error forwarding port 5432 to pod 327, uid : failed to execute portforward"
                + " in network namespace: IPv4: dial tcp4 127.0.0.1:5432: connect: connection refused"));
        assertThat(everythingOfANewClient(tunnel)).isEmpty();
        assertThat(troubles.take()).isEqualTo("nothing listens there");

        node.replace(
                stream -> stream.fail("read tcp4 127.0.0.1:40430->127.0.0.1:5432: read: connection reset by peer"));
        assertThat(everythingOfANewClient(tunnel)).isEmpty();
        node.replace(stream -> stream.fail("the network\nis down"));
        assertThat(everythingOfANewClient(tunnel)).isEmpty();
        assertThat(troubles.take()).isEqualTo("the node says: the network is down");

        // The pod was replaced.
        node.replace(TunnelTest::echo);
        echoes(tunnel, 1000, 2);
        assertThat(troubles).isEmpty();
    }

    private static String everythingOfANewClient(Tunnel tunnel) throws IOException {
        try (Socket client = connect(tunnel)) {
            return everything(client);
        }
    }

    @Test
    void aTunnelThatMayNotBeIsRefusedAtOnce() {
        node.refuse(403, "Forbidden", "pods \\\"postgresql-0\\\" is forbidden");

        assertThatThrownBy(this::open)
                .isInstanceOf(RefusedException.class)
                .hasMessage("Pod/postgresql-0: 403 Forbidden");
        assertThat(threads()).isZero();
    }

    @Test
    void asksAgainWhatMayPass() throws BindException {
        node.refuse(503, "ServiceUnavailable", "busy").refuse(502, "", "no node");

        open();

        assertThat(node.pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        node.close();

        assertThatThrownBy(this::open)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("can't be reached: connection refused");
    }

    @Test
    void aTokenThatHasExpiredIsReadAnew() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("token"), "PLANTED-1");
        try (Fabric8Cluster other = node.connect(new Login.TokenFile(file))) {
            Tunnel tunnel = open(other);
            node.refuse(() -> {
                Files.writeString(file, "PLANTED-2");
                return StubServer.status(401, "Unauthorized", "Unauthorized");
            });
            echoes(tunnel, 10, 3);
        }
        assertThat(node.authorizations).containsExactly("Bearer PLANTED-1", "Bearer PLANTED-1", "Bearer PLANTED-2");
        assertThat(node.traced).containsExactly(PATH + " 101", PATH + " 401", PATH + " 101");
    }

    @Test
    void credentialsThatAreNotAcceptedAreToldAsElsewhere() throws IOException, InterruptedException {
        Tunnel tunnel = open();
        node.refuse(401, "Unauthorized", "Unauthorized");

        assertThat(everythingOfANewClient(tunnel)).isEmpty();

        assertThat(troubles.take())
                .startsWith("user 'tester' of context 'stub': http://127.0.0.1:")
                .contains("does not accept its credentials (401)")
                .doesNotContain("PLANTED");
    }

    @Test
    void aTakenPortIsToldBeforeTheClusterIsAsked() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> cluster.forward(DATABASE, other.getLocalPort(), troubles::add))
                    .isInstanceOf(BindException.class);
        }
        assertThat(node.asked).isEmpty();
    }

    @Test
    void theTunnelOutlivesItsClusterAndLeavesNothingBehind() throws IOException {
        Tunnel tunnel = open();
        cluster.close();
        try (Socket client = connect(tunnel)) {
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');

            tunnel.close();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        await().untilAsserted(() -> assertThatThrownBy(() -> connect(tunnel)).isInstanceOf(IOException.class));
        await().until(() -> threads() == 0);
        assertThat(troubles).isEmpty();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pgchart tunnel"))
                .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                .count();
    }
}
