package io.pgchart.cluster.fabric8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgchart.cluster.Cluster;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.Target;
import io.pgchart.cluster.kubeconfig.ApiServer;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Kubeconfigs;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.realserver.RealServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A hop on the way to the real API server, on the loopback and in plain HTTP, where a test lets things go wrong: answers
 * of the hop's own, answers that get lost when the server has done what was asked, streams that break off.
 *
 * <p>Requests are told as {@code PATCH /api/v1/namespaces/x/configmaps/y?fieldManager=helm…}; those that a fault is for
 * are chosen by a regular expression that is found in that.
 */
public final class Hop implements AutoCloseable {

    /** What to do in place of answering as the server does. */
    private interface Fault {
        /** @return whether the request is dealt with; otherwise the server is asked */
        boolean happens(HttpExchange exchange, byte[] body) throws IOException;
    }

    private static final class Rule {
        private final Pattern request;
        private final Fault fault;
        private int left;

        Rule(String request, int times, Fault fault) {
            this.request = Pattern.compile(request);
            this.left = times;
            this.fault = fault;
        }

        synchronized boolean applies(String asked) {
            return left > 0 && request.matcher(asked).find() && left-- > 0;
        }
    }

    private static final String WATCH = "[?&]watch=1";
    private static final String WRITE = "^(POST|PUT|PATCH|DELETE) (?!.*(dryRun=|authorization\\.k8s\\.io))";

    /** Short enough to be waited for in a test. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(10));

    private static final Patience.Pause SHORT = duration -> Thread.sleep(Math.min(20, duration.toMillis()));

    private final ResolvedContext real;
    private final HttpClient upstream;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Set<InputStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicLong answered = new AtomicLong();

    /** A hop that passes everything on. */
    public Hop() {
        Path kubeconfig = Path.of(System.getenv(RealServer.KUBECONFIG));
        this.real = Kubeconfigs.resolve(new ConnectionRequest(kubeconfig, null, null), Environment.ofProcess());
        try {
            this.upstream = HttpClient.newBuilder().sslContext(tls(real)).build();
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static SSLContext tls(ResolvedContext context) throws GeneralSecurityException {
        String certificate = Objects.requireNonNull(context.login().certificate(), "a client certificate");
        String key = Objects.requireNonNull(context.login().key(), "its key");
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(
                Tls.identity("admin", certificate, key),
                Tls.trust(context.server()).toArray(new TrustManager[0]),
                null);
        return tls;
    }

    /** A connection through this hop, whose patience is a few seconds and whose pauses are short. */
    public Cluster connect(String namespace) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Target target = new Target(
                real.target().context(), url, namespace, real.target().user());
        ApiServer hop = new ApiServer(URI.create(url), null, false, null);
        Login nobody = new Login(null, null, new Login.Nothing(), null);
        ResolvedContext context = new ResolvedContext(target, false, hop, nobody, "hop");
        Environment environment = new Environment(Map.of(), Path.of("."), Path.of("."));
        return Fabric8Cluster.connect(context, environment, RequestTrace.NONE, PATIENCE, SHORT);
    }

    /** What was asked so far. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How much was answered so far, in bytes. */
    public long answered() {
        return answered.get();
    }

    /** Gives an answer in place of the server's, so many times. */
    public Hop answer(String request, int times, int code, String reason) {
        String status = "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": " + code
                + ", \"reason\": \"" + reason + "\", \"message\": \"the hop was told to\"}";
        rules.add(new Rule(request, times, (exchange, body) -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] bytes = status.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
            return true;
        }));
        return this;
    }

    /** Lets the server do each write that is asked for first, and hangs up in place of its answer. */
    public Hop loseEachAnswerOnce() {
        Set<String> lost = ConcurrentHashMap.newKeySet();
        rules.add(new Rule(WRITE, Integer.MAX_VALUE, (exchange, body) -> {
            if (!lost.add(line(exchange) + new String(body, StandardCharsets.UTF_8))) {
                return false;
            }
            ask(exchange, body).body().readAllBytes();
            throw new IOException("the answer got lost");
        }));
        return this;
    }

    /** Tells the next watches that the version they start from is forgotten. */
    public Hop expireWatches(int times) {
        return failWatches(times, 410, "Expired", "too old resource version");
    }

    /** Opens the next watches and says in them that it can't go on. */
    public Hop failWatches(int times, int code, String reason, String message) {
        String event = "{\"type\": \"ERROR\", \"object\": {\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\":"
                + " \"Failure\", \"code\": " + code + ", \"reason\": \"" + reason + "\", \"message\": \"" + message
                + "\"}}\n";
        rules.add(new Rule(WATCH, times, (exchange, body) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.close();
            return true;
        }));
        return this;
    }

    /** Ends the next watches as soon as they are open: nothing ever comes from them. */
    public Hop closeWatches(int times) {
        rules.add(new Rule(WATCH, times, (exchange, body) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
            return true;
        }));
        return this;
    }

    /** Does something when a request comes, before the server is asked. */
    public Hop when(String request, Runnable act) {
        rules.add(new Rule(request, 1, (exchange, body) -> {
            act.run();
            return false;
        }));
        return this;
    }

    /** Breaks all streams off that are open now. */
    public void breakStreams() {
        for (InputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = line(exchange);
        asked.add(line);
        byte[] body = exchange.getRequestBody().readAllBytes();
        for (Rule rule : rules) {
            if (rule.applies(line) && rule.fault.happens(exchange, body)) {
                return;
            }
        }
        HttpResponse<InputStream> answer = ask(exchange, body);
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        InputStream in = answer.body();
        streams.add(in);
        try (in;
                OutputStream out = exchange.getResponseBody()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                answered.addAndGet(read);
                out.flush();
            }
        } finally {
            streams.remove(in);
        }
    }

    private HttpResponse<InputStream> ask(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        real.server().url() + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Accept", "User-Agent")) {
            @Nullable String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            return upstream.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String line(HttpExchange exchange) {
        return exchange.getRequestMethod() + " " + exchange.getRequestURI();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        for (InputStream stream : new ArrayList<>(streams)) {
            try {
                stream.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }
}
