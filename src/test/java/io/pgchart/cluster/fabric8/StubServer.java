package io.pgchart.cluster.fabric8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.Target;
import io.pgchart.cluster.kubeconfig.ApiServer;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives the answers it was told to, one after the other, and remembers what it was asked. */
final class StubServer implements AutoCloseable {

    /** What to do with a request. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(60));

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<String> traced = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    StubServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    StubServer answer(int code, String body) {
        return answer(exchange -> send(exchange, code, body));
    }

    StubServer answer(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** Reads the request and hangs up. */
    StubServer hangUp() {
        return answer(exchange -> {
            exchange.getRequestBody().readAllBytes();
            throw new IOException("hung up");
        });
    }

    static String status(int code, String reason, String message) {
        return "{\"kind\": \"Status\", \"status\": \"Failure\", \"code\": " + code + ", \"reason\": \"" + reason
                + "\", \"message\": \"" + message + "\"}";
    }

    static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.poll();
        if (answer == null) {
            send(exchange, 418, "");
        } else {
            answer.give(exchange);
        }
    }

    Fabric8Cluster connect() {
        return connect(new Login.Token("PLANTED-TOKEN"), Map.of());
    }

    Fabric8Cluster connect(Login.Proof proof, Map<String, String> variables) {
        return connect(context(url(), proof), variables);
    }

    Fabric8Cluster connect(ResolvedContext context, Map<String, String> variables) {
        return connect(context, variables, PATIENCE);
    }

    /** One that takes an outage for over when the second attempt fails. */
    Fabric8Cluster connectHastily() {
        return connect(
                context(url(), new Login.Token("PLANTED-TOKEN")),
                Map.of(),
                new Patience(PATIENCE.firstAnswer(), PATIENCE.answer(), Duration.ZERO));
    }

    private Fabric8Cluster connect(ResolvedContext context, Map<String, String> variables, Patience patience) {
        RequestTrace trace = (method, path, code, took) -> traced.add(method + " " + path + " " + code);
        Environment environment = new Environment(variables, Path.of("."), Path.of("."));
        return Fabric8Cluster.connect(context, environment, trace, patience, pauses::add);
    }

    static ResolvedContext context(URI url, Login.Proof proof) {
        Target target = new Target("stub", url.toString(), "orders", "tester");
        return new ResolvedContext(
                target, false, new ApiServer(url, null, false, null), new Login(null, null, proof, null), "config:7");
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
