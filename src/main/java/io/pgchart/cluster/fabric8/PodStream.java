package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RefusedException;
import io.pgchart.error.PgChartException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of a tunnel and its stream to the pod. One thread reads from the client, those of the WebSocket write to it;
 * neither side is read from faster than the other one takes it.
 *
 * <p>Each message begins with the number of its channel, 0 for data and 1 for what went wrong, and the first one of
 * either says the port. Source: k8s.io/kubelet, pkg/cri/streaming/portforward/websocket.go.
 */
final class PodStream implements WebSocket.Listener {

    private static final int CHUNK = 32 * 1024;

    /** What lies between takes a connection for dead in which nothing is said for some minutes, or one. */
    private static final Duration PING = Duration.ofSeconds(30);

    /**
     * How long after a client's last byte the pod may be silent before its answer is taken to be complete: the protocol
     * has no word for an end of one direction.
     */
    private static final Duration LAST_SILENCE = Duration.ofSeconds(2);

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Socket client;
    private final Consumer<String> trouble;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final StringBuilder fault = new StringBuilder();
    private final boolean[] knowsPort = new boolean[2];
    private int channel = -1;
    private boolean isPort;
    private volatile long heard = System.nanoTime();

    PodStream(Socket client, Consumer<String> trouble) {
        this.client = client;
        this.trouble = trouble;
    }

    /** Serves the client to its end. */
    void run(PodStreams streams) {
        @Nullable WebSocket pod = null;
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout((int) PING.toMillis());
            pod = streams.open(this);
            if (sendAll(pod)) {
                awaitAnswer();
                leave(pod);
            }
        } catch (NoAnswerException | PgChartException | RefusedException e) {
            if (!over.isDone()) {
                trouble.accept(streams.inWords(e));
            }
        } catch (IOException e) {
            // The client is gone, and whoever it was knows that.
        } finally {
            over.complete(null);
            if (pod != null) {
                pod.abort();
            }
        }
    }

    /** Breaks it off. */
    void abort() {
        over.complete(null);
        try {
            client.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    /** Sends what the client writes; false when there is nobody to send it to any more. */
    private boolean sendAll(WebSocket pod) throws IOException {
        InputStream in = client.getInputStream();
        byte[] message = new byte[1 + CHUNK];
        while (true) {
            int read;
            try {
                read = in.read(message, 1, CHUNK);
            } catch (SocketTimeoutException e) {
                if (over.isDone() || !isDone(pod.sendPing(ByteBuffer.allocate(0)))) {
                    return false;
                }
                continue;
            }
            if (read < 0) {
                return !over.isDone();
            }
            // What a client still writes after the pod's end is read, or it would not get to read that end itself. Nor
            // would it where sending fails before what the pod said last has come.
            if (!over.isDone()
                    && !isDone(pod.sendBinary(ByteBuffer.wrap(message, 0, 1 + read), true))
                    && !isOverAfter(GOODBYE)) {
                return false;
            }
        }
    }

    /** Waits until something is sent, or can't be any more. */
    private boolean isDone(CompletableFuture<WebSocket> sending) {
        try {
            CompletableFuture.anyOf(sending, over).get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitAnswer() {
        heard = System.nanoTime();
        for (long silent = 0; silent < LAST_SILENCE.toNanos(); silent = System.nanoTime() - heard) {
            long left = LAST_SILENCE.toNanos() - silent;
            if (isOverAfter(Duration.ofNanos(left))) {
                return;
            }
        }
    }

    /** Tells the pod that it was all, so that it gets what was sent last. */
    private void leave(WebSocket pod) {
        if (!over.isDone() && isDone(pod.sendClose(WebSocket.NORMAL_CLOSURE, ""))) {
            isOverAfter(GOODBYE);
        }
    }

    private boolean isOverAfter(Duration duration) {
        try {
            over.get(duration.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket pod, ByteBuffer part, boolean last) {
        heard = System.nanoTime();
        if (channel < 0 && part.hasRemaining()) {
            channel = part.get();
            isPort = channel >= 0 && channel < knowsPort.length && !knowsPort[channel];
        }
        try {
            if (isPort) {
                knowsPort[channel] = last;
            } else if (channel == 0) {
                write(part);
            } else if (channel == 1) {
                fault.append(StandardCharsets.UTF_8.decode(part));
            }
        } catch (IOException e) {
            abort();
            return null;
        }
        if (last) {
            channel = -1;
        }
        pod.request(1);
        return null;
    }

    private void write(ByteBuffer part) throws IOException {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        client.getOutputStream().write(bytes);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket pod, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket pod, Throwable error) {
        end();
    }

    /** Tells the client that nothing more comes; its thread ends when it has taken that in. */
    private void end() {
        String why = PodStreams.inWords(fault.toString());
        if (!why.isEmpty() && !over.isDone()) {
            trouble.accept(why);
        }
        over.complete(null);
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
