package io.pgchart.cluster.fabric8;

import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.kubeconfig.ApiServer;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.PgChartException;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** One user's HTTP connections to one API server: knows addresses, credentials and time, and nothing of objects. */
final class Session implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ResolvedContext context;
    private final Credentials credentials;
    private final RequestTrace trace;
    private final AtomicLong serverSeconds = new AtomicLong();
    private volatile boolean isAnswered;
    private volatile CompletableFuture<HttpClient> client;

    /** Begins to build what the first request needs, on a thread of its own: it takes half a second in a cold JVM. */
    Session(ResolvedContext context, Credentials credentials, RequestTrace trace) {
        this.context = context;
        this.credentials = credentials;
        this.trace = trace;
        this.client = building();
    }

    /** Whether the server has ever answered here. */
    boolean isAnswered() {
        return isAnswered;
    }

    Instant serverTime() {
        return Instant.ofEpochSecond(serverSeconds.get());
    }

    ConnectionProblems problems() {
        return new ConnectionProblems(context);
    }

    /**
     * Sends one request.
     *
     * @param body {@code byte[]}, or {@code InputStream} to read while it arrives
     * @param patience for the answer to begin, and a {@code byte[]} to end
     * @throws io.pgchart.error.ClusterException when the credentials are not accepted
     */
    <T> HttpResponse<T> send(Call call, Class<T> body, Duration patience) throws NoAnswerException {
        HttpResponse<T> answer = sendOnce(call, body, patience);
        if (answer.code() == 401 && credentials.renew()) {
            if (context.login().proof() instanceof Login.ExecPlugin) {
                // The program may give another client certificate, and that belongs to the connection.
                close();
                client = building();
            }
            answer = sendOnce(call, body, patience);
        }
        if (answer.code() == 401) {
            throw problems().notAccepted();
        }
        return answer;
    }

    private <T> HttpResponse<T> sendOnce(Call call, Class<T> body, Duration patience) throws NoAnswerException {
        HttpClient http = client();
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<T>> sending = http.sendAsync(request(http, call, patience), body);
        int code = 0;
        try {
            HttpResponse<T> answer = sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            code = answer.code();
            isAnswered = true;
            note(answer.header("Date"));
            return answer;
        } catch (ExecutionException e) {
            throw new NoAnswerException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(e);
        } finally {
            if (code == 0) {
                sending.cancel(true);
            }
            trace.answered(call.method(), call.path(), code, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * Opens a two-way stream.
     *
     * @throws RefusedException when the server opens none
     * @throws io.pgchart.error.ClusterException when the credentials are not accepted
     */
    WebSocket open(Call call, Sockets.Terms terms, Duration patience) throws NoAnswerException {
        for (boolean isRenewed = false; ; isRenewed = true) {
            try {
                return openOnce(call, terms, patience);
            } catch (RefusedException e) {
                if (e.refusal().code() != 401) {
                    throw e;
                }
                if (isRenewed || !credentials.renew()) {
                    throw problems().notAccepted();
                }
            }
        }
    }

    private WebSocket openOnce(Call call, Sockets.Terms terms, Duration patience) throws NoAnswerException {
        Sockets sockets = new Sockets(context.server(), trace);
        WebSocket.Builder builder = sockets.builder(keys(), CONNECT).header("User-Agent", "pgchart");
        credentials.identify(builder::header);
        return sockets.open(builder, call, terms, patience);
    }

    private HttpClient client() {
        try {
            return client.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PgChartException problem) {
                throw problem;
            }
            throw e;
        }
    }

    private HttpRequest request(HttpClient http, Call call, Duration patience) {
        HttpRequest.Builder request = http.newHttpRequestBuilder()
                .uri(context.server().url() + call.path())
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", "application/json");
        if (call.body() != null && call.contentType() != null) {
            request.method(call.method(), call.contentType(), call.body());
        }
        credentials.identify(request::header);
        return request.build();
    }

    private void note(@Nullable String date) {
        try {
            if (date != null) {
                Instant time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
                serverSeconds.accumulateAndGet(time.getEpochSecond(), Math::max);
            }
        } catch (DateTimeException e) {
            // A server whose clock can't be read does not move it.
        }
    }

    private CompletableFuture<HttpClient> building() {
        CompletableFuture<HttpClient> future = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        future.complete(build());
                    } catch (RuntimeException | LinkageError e) {
                        future.completeExceptionally(e);
                    }
                },
                "pgchart-connect");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private HttpClient build() {
        ApiServer server = context.server();
        HttpClient.Builder builder = new JdkHttpClientFactory().newBuilder();
        builder.connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        // It would repeat anything, ten times; Requests knows what may be repeated.
        builder.tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build());
        if ("https".equals(server.url().getScheme())) {
            List<TrustManager> trust = Tls.trust(server);
            builder.sslContext(keys(), trust.isEmpty() ? null : trust.toArray(new TrustManager[0]));
        } else {
            // A plain server, as kubectl proxy is one, takes the offer of HTTP/2 for a protocol of its own.
            builder.preferHttp11();
        }
        InetSocketAddress proxy = server.proxyAddress();
        if (proxy != null) {
            builder.proxyType(HttpClient.ProxyType.HTTP);
            builder.proxyAddress(proxy);
        }
        return builder.build();
    }

    private KeyManager[] keys() {
        return Tls.identity(context, credentials.certificate());
    }

    @Override
    public void close() {
        // Never waits for a client that is still being built.
        CompletableFuture<Void> unused = client.thenAccept(HttpClient::close);
    }
}
