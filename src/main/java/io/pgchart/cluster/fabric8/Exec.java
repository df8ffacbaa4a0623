package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.Execution;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.RefusedException.Cause;
import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a container over a WebSocket. Source: Kubernetes, k8s.io/apimachinery/pkg/util/remotecommand.
 *
 * <p>Every message begins with the number of its channel: 0 is the standard input, 1 the output, 2 the errors, and 3 a
 * Status at the end. A stream that ends without one says nothing about the command.
 */
record Exec(Requests requests, Paths paths) {

    /** Can also tell that the standard input ends. Source: KEP-4006, since 1.30. */
    private static final String CLOSING = "v5.channel.k8s.io";

    private static final List<String> PROTOCOLS = List.of(CLOSING, "v4.channel.k8s.io");

    private static final byte STANDARD_INPUT = 0;
    private static final byte CLOSE = (byte) 255;
    private static final int PIECE = 32 * 1024;

    private static final long PING = TimeUnit.SECONDS.toNanos(1);

    /** Source: apimachinery's NonZeroExitCodeReason and ExitCodeCauseType. */
    private static final String NON_ZERO = "NonZeroExitCode";

    private static final String EXIT_CODE = "ExitCode";

    Execution run(ContainerRef container, List<String> command, byte[] input, Duration patience) {
        String subject = Logs.subject(container);
        Call call = Call.get(paths.exec(container, command, input.length > 0), subject);
        long deadline = System.nanoTime() + patience.toNanos();
        ExecStream stream = new ExecStream();
        WebSocket socket = requests.socket(call, new Sockets.Terms(PROTOCOLS, stream));
        String fault = "was cut off: the connection ended before the server told how the command did";
        try {
            send(socket, input, deadline);
            awaitEnd(socket, stream, deadline);
        } catch (TimeoutException e) {
            fault = "did not end within " + patience.toSeconds() + " s, and may still run";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = "was not waited for any longer, and may still run";
        } finally {
            socket.abort();
        }
        MapNode status = JsonTree.map(stream.status());
        if (status == null) {
            throw new ClusterException(new Problem(
                    subject,
                    "'" + command.get(0) + "' in it " + fault,
                    null,
                    "Look at the pod (kubectl logs " + container.pod() + "), and do the same again."));
        }
        return new Execution(exitCode(subject, status), stream.output(), stream.errors());
    }

    private static void send(WebSocket socket, byte[] input, long deadline)
            throws TimeoutException, InterruptedException {
        for (int from = 0; from < input.length; from += PIECE) {
            int length = Math.min(PIECE, input.length - from);
            ByteBuffer message = ByteBuffer.allocate(length + 1);
            message.put(STANDARD_INPUT).put(input, from, length).flip();
            await(socket.sendBinary(message, true), deadline);
        }
        if (input.length > 0 && CLOSING.equals(socket.getSubprotocol())) {
            await(socket.sendBinary(ByteBuffer.wrap(new byte[] {CLOSE, STANDARD_INPUT}), true), deadline);
        }
    }

    /**
     * Java's client does not always tell of a connection that was cut: in JDK 17 one in ten, where data came right before.
     * Sending over it shows; and a load balancer in between does not take it for idle.
     */
    private static void awaitEnd(WebSocket socket, ExecStream stream, long deadline)
            throws TimeoutException, InterruptedException {
        boolean isUp = true;
        while (isUp && !stream.end().isDone()) {
            try {
                stream.end().get(Math.min(PING, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
                CompletableFuture<WebSocket> ping = socket.sendPing(ByteBuffer.allocate(0));
                await(ping, deadline);
                isUp = !ping.isCompletedExceptionally();
            } catch (ExecutionException e) {
                // It is the end nevertheless.
            }
        }
    }

    /** What fails is no failure yet: a command may end without reading, and a connection after the Status came. */
    private static void await(CompletableFuture<?> future, long deadline)
            throws TimeoutException, InterruptedException {
        try {
            future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // The Status decides.
        }
    }

    private static int exitCode(String subject, MapNode status) {
        if ("Success".equals(status.text("status"))) {
            return 0;
        }
        Refusal refusal = StatusReader.read(subject, code(status.get("code")), status);
        for (Cause cause : refusal.causes()) {
            if (refusal.reason().equals(NON_ZERO) && cause.reason().equals(EXIT_CODE)) {
                return Integer.parseInt(cause.message());
            }
        }
        throw new RefusedException(refusal);
    }

    private static int code(@Nullable Node code) {
        return code instanceof ScalarNode scalar && scalar.value() instanceof Number number ? number.intValue() : 500;
    }
}
