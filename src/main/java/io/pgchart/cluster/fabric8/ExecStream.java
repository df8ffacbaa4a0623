package io.pgchart.cluster.fabric8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Collects what the channels of a command bring, until the server closes them. Its end is read after {@link #end}. */
final class ExecStream implements WebSocket.Listener {

    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;
    private static final int STATUS = 3;

    /** More than any command here writes, and nothing that fills a build's memory. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final List<ByteArrayOutputStream> channels =
            List.of(new ByteArrayOutputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private int channel = -1;
    private long size;

    /** Done when nothing more will come. */
    CompletableFuture<Void> end() {
        return end;
    }

    String output() {
        return text(OUTPUT);
    }

    String errors() {
        return text(ERRORS);
    }

    /** Empty when none came. */
    byte[] status() {
        return channels.get(STATUS - OUTPUT).toByteArray();
    }

    private String text(int channel) {
        return channels.get(channel - OUTPUT).toString(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean isLast) {
        // A message may come in pieces; its first byte says where it belongs.
        if (channel < 0 && data.hasRemaining()) {
            channel = data.get();
        }
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        size += bytes.length;
        if (size > MOST_BYTES) {
            end.completeExceptionally(new IOException("more than " + MOST_BYTES + " bytes"));
            return null;
        }
        if (channel >= OUTPUT && channel <= STATUS) {
            channels.get(channel - OUTPUT).writeBytes(bytes);
        }
        if (isLast) {
            channel = -1;
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        end.completeExceptionally(failure);
    }
}
