package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.kubeconfig.ApiServer;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;

/**
 * Two-way streams to an API server, of Java's own client: the library's tell neither which protocol was agreed on nor when
 * the next message may be sent. Each has a connection of its own anyway.
 */
record Sockets(ApiServer server, RequestTrace trace) {

    /**
     * What a stream is opened for.
     *
     * @param protocols that are offered, the best first; never empty
     * @param listener hears what the server sends
     */
    record Terms(List<String> protocols, WebSocket.Listener listener) {}

    private static final int OPENED = 101;

    WebSocket.Builder builder(KeyManager[] keys, Duration connect) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connect);
        if ("https".equals(server.url().getScheme())) {
            client.sslContext(Tls.context(keys, Tls.trust(server)));
        }
        InetSocketAddress proxy = server.proxyAddress();
        if (proxy != null) {
            client.proxy(ProxySelector.of(proxy));
        }
        return client.build().newWebSocketBuilder();
    }

    /**
     * Opens a stream.
     *
     * @param builder that says who is asking
     * @param patience for it to be open
     * @throws RefusedException when the server says no, also to the credentials
     */
    WebSocket open(WebSocket.Builder builder, Call call, Terms terms, Duration patience) throws NoAnswerException {
        List<String> protocols = terms.protocols();
        builder.subprotocols(
                protocols.get(0), protocols.subList(1, protocols.size()).toArray(new String[0]));
        long start = System.nanoTime();
        // http and https become ws and wss.
        URI uri = URI.create("ws" + server.url().toString().substring("http".length()) + call.path());
        CompletableFuture<WebSocket> opening = builder.buildAsync(uri, terms.listener());
        int code = 0;
        try {
            WebSocket socket = opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            code = OPENED;
            return socket;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                code = refused.getResponse().statusCode();
                throw new RefusedException(StatusReader.read(call.subject(), code, body(refused.getResponse())));
            }
            throw new NoAnswerException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswerException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(e);
        } finally {
            if (code == 0) {
                CompletableFuture<Void> unused = opening.thenAccept(WebSocket::abort);
            }
            trace.answered(call.method(), call.path(), code, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static byte[] body(HttpResponse<?> response) {
        return response.body() instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
}
