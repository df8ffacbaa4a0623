package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RequestTrace;
import io.pgchart.cluster.kubeconfig.Environment;
import io.pgchart.cluster.kubeconfig.Login;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An API server and a node on the loopback that have nothing but streams to a port of a pod, in the protocol
 * {@code v4.channel.k8s.io}: each stream is served by the process of a test.
 */
final class StubNode implements AutoCloseable {

    /** What listens in the pod. */
    interface PodProcess {
        void serve(Stream stream) throws IOException;
    }

    /** An answer in place of a stream. */
    interface Refusal {
        String status() throws IOException;
    }

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(60));
    private static final int DATA = 0;
    private static final int FAULT = 1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<String> traced = new CopyOnWriteArrayList<>();
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private static final int GOODBYE_MILLIS = 2000;

    private final ServerSocket port;
    private volatile PodProcess process;

    StubNode(PodProcess process) {
        this.process = process;
        try {
            port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Answers the next request that something is not so. */
    StubNode refuse(int code, String reason, String message) {
        return refuse(() -> StubServer.status(code, reason, message));
    }

    StubNode refuse(Refusal refusal) {
        refusals.add(refusal);
        return this;
    }

    /** Lets something else listen from now on. */
    void replace(PodProcess other) {
        process = other;
    }

    Fabric8Cluster connect(Login.Proof proof) {
        URI url = URI.create("http://127.0.0.1:" + port.getLocalPort());
        RequestTrace trace = (method, path, code, took) -> traced.add(method + " " + path + " " + code);
        Environment environment = new Environment(Map.of(), Path.of("."), Path.of("."));
        return Fabric8Cluster.connect(StubServer.context(url, proof), environment, trace, PATIENCE, pauses::add);
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String request = line(in);
            asked.add(request.replace(" HTTP/1.1", ""));
            String key = "";
            String authorization = "";
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String value = header.substring(header.indexOf(':') + 1).strip();
                key = header.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18) ? value : key;
                authorization = header.regionMatches(true, 0, "Authorization:", 0, 14) ? value : authorization;
            }
            authorizations.add(authorization);
            Refusal refusal = refusals.poll();
            if (refusal != null) {
                answer(socket, refusal.status());
                return;
            }
            write(
                    socket,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\nSec-WebSocket-Accept: " + accepted(key)
                            + "\r\n\r\n");
            Stream stream = new Stream(in, socket.getOutputStream());
            stream.begin();
            process.serve(stream);
            stream.close();
            // With bytes unread a socket is reset, and what was sent last may never be seen.
            socket.shutdownOutput();
            socket.setSoTimeout(GOODBYE_MILLIS);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static void answer(Socket socket, String status) throws IOException {
        String code = status.replaceAll(".*\"code\": (\\d+).*", "$1");
        write(
                socket,
                "HTTP/1.1 " + code + " No\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "Content-Length: " + status.length() + "\r\n\r\n" + status);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Source: RFC 6455, 4.2.2. */
    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    /** A stream as the process in the pod sees it. Source of the frames: RFC 6455, 5.2. */
    static final class Stream {

        private final DataInputStream in;
        private final OutputStream out;

        private Stream(DataInputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        private void begin() throws IOException {
            frame(BINARY, new byte[] {DATA, 0x38, 0x15});
            frame(BINARY, new byte[] {FAULT, 0x38, 0x15});
        }

        /** What the client has sent next; null when it has ended the stream. */
        byte @Nullable [] read() throws IOException {
            while (true) {
                int kind = in.readUnsignedByte() & 0x0F;
                byte[] payload = payload();
                if (kind == BINARY && payload[0] == DATA) {
                    return java.util.Arrays.copyOfRange(payload, 1, payload.length);
                } else if (kind == PING) {
                    frame(PONG, payload);
                } else if (kind == CLOSE) {
                    return null;
                }
            }
        }

        private byte[] payload() throws IOException {
            int size = in.readUnsignedByte() & 0x7F;
            size = size == 126 ? in.readUnsignedShort() : size == 127 ? (int) in.readLong() : size;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(size);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return payload;
        }

        void write(byte[] data) throws IOException {
            message(DATA, data);
        }

        void write(String data) throws IOException {
            write(data.getBytes(StandardCharsets.UTF_8));
        }

        /** Says what went wrong, as the node does. */
        void fail(String why) throws IOException {
            message(FAULT, why.getBytes(StandardCharsets.UTF_8));
        }

        private void close() throws IOException {
            frame(CLOSE, new byte[] {0x03, (byte) 0xE8});
        }

        private void message(int channel, byte[] data) throws IOException {
            frame(
                    BINARY,
                    ByteBuffer.allocate(1 + data.length)
                            .put((byte) channel)
                            .put(data)
                            .array());
        }

        private void frame(int kind, byte[] payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) (0x80 | kind));
            if (payload.length < 126) {
                frame.put((byte) payload.length);
            } else if (payload.length < 65536) {
                frame.put((byte) 126).putShort((short) payload.length);
            } else {
                frame.put((byte) 127).putLong(payload.length);
            }
            frame.put(payload).flip();
            out.write(frame.array(), 0, frame.limit());
            out.flush();
        }
    }
}
