package io.pgchart.standin;

import com.sun.net.httpserver.HttpServer;
import io.pgchart.cluster.Access;
import io.pgchart.cluster.FakeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An API server in memory that listens on a port of this machine, with controllers and a node that only pretends. */
public final class StandIn implements AutoCloseable {

    private final FakeServer server = new FakeServer("default");
    private final Map<String, List<Access>> denied = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(StandIn::daemon);
    private final InstantSource time;
    private final Duration step;
    private final HttpServer http;

    private StandIn(InstantSource time, Duration step, Map<String, List<String>> recordedLogs) throws IOException {
        this.time = time;
        this.step = step;
        // Head and body go out as two packets, and the second would wait 40 ms for the first one's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        Front front =
                new Front(server, user -> denied.getOrDefault(user, List.of()), new PodLogs(Map.copyOf(recordedLogs)));
        http.createContext("/", exchange -> {
            keepTime();
            front.handle(exchange);
        });
    }

    /**
     * Starts one that goes on until it is closed, or the JVM ends.
     *
     * @param time the server's clock
     * @param step how long controllers and the node need for a step, as for one container after the other
     * @param recordedLogs what containers are to have written, by their names
     */
    public static StandIn start(InstantSource time, Duration step, Map<String, List<String>> recordedLogs)
            throws IOException {
        StandIn standIn = new StandIn(time, step, recordedLogs);
        standIn.keepTime();
        // From a daemon thread, so that the server's own thread is one too.
        Thread starter = daemon(standIn.http::start);
        starter.start();
        standIn.threads.execute(standIn::control);
        return standIn;
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** What it holds. */
    public FakeServer server() {
        return server;
    }

    /** Takes a right away from those who act as that user. */
    public void deny(String user, Access access) {
        denied.computeIfAbsent(user, first -> new CopyOnWriteArrayList<>()).add(access);
    }

    /** Writes a kubeconfig that leads here, with one context of that name. */
    public void writeKubeconfig(Path file, String context) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: stand-in, cluster: {server: "%s"}}]
                users: [{name: admin, user: {}}]
                contexts: [{name: "%s", context: {cluster: stand-in, user: admin}}]
                current-context: "%s"
                """.formatted(url(), context, context));
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /** The fake's clock stands still of itself. */
    private void keepTime() {
        synchronized (server) {
            server.clock().advance(Duration.between(server.clock().instant(), time.instant()));
        }
    }

    /** After every write controllers and the node have their turns, until a turn changes nothing. */
    private void control() {
        Controllers controllers = new Controllers(server);
        FakeNode node = new FakeNode(server);
        String seen = "";
        try {
            while (true) {
                synchronized (server) {
                    while (server.version().equals(seen)) {
                        server.wait();
                    }
                }
                TimeUnit.NANOSECONDS.sleep(step.toNanos());
                synchronized (server) {
                    seen = server.version();
                    keepTime();
                    controllers.step();
                    node.step();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stand-in");
        thread.setDaemon(true);
        return thread;
    }
}
