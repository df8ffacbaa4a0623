package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.kubeconfig.Login;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that speaks as much of WebSocket (RFC 6455) as an exec needs, one script a connection. */
final class SocketStub implements AutoCloseable {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** What to do with a connection. */
    interface Script {
        void run(Connection connection) throws IOException;
    }

    /** The heads of the requests so far. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final ServerSocket listening;

    SocketStub() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "socket-stub");
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    Login.Proof proof() {
        return new Login.Token("PLANTED-TOKEN");
    }

    SocketStub then(Script script) {
        scripts.add(script);
        return this;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                Connection connection = new Connection(socket);
                asked.add(connection.head);
                Script script = scripts.poll();
                if (script != null) {
                    script.run(connection);
                }
            } catch (IOException e) {
                // The client, or the test, is gone.
            }
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Connection {

        final String head;
        private final DataInputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            StringBuilder read = new StringBuilder();
            while (read.indexOf("\r\n\r\n") < 0) {
                read.append((char) in.readUnsignedByte());
            }
            head = read.toString();
        }

        private String header(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.regionMatches(true, 0, name + ": ", 0, name.length() + 2)) {
                    return line.substring(name.length() + 2);
                }
            }
            throw new AssertionError("no " + name + " in " + head);
        }

        void refuse(int code, String status) throws IOException {
            write("HTTP/1.1 " + code + " No\r\nContent-Type: application/json\r\nContent-Length: " + status.length()
                    + "\r\n\r\n" + status);
        }

        Connection accept(String protocol) throws IOException {
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accepted(header("Sec-WebSocket-Key"))
                    + "\r\nSec-WebSocket-Protocol: " + protocol + "\r\n\r\n");
            return this;
        }

        private static String accepted(String key) {
            try {
                byte[] bytes = (key + MAGIC).getBytes(StandardCharsets.US_ASCII);
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A message of a channel, in as many frames as there are texts. */
        Connection send(int channel, String... texts) throws IOException {
            for (int i = 0; i < texts.length; i++) {
                byte[] text = texts[i].getBytes(StandardCharsets.UTF_8);
                byte[] frame = new byte[text.length + (i == 0 ? 1 : 0)];
                frame[0] = (byte) channel;
                System.arraycopy(text, 0, frame, frame.length - text.length, text.length);
                int last = i == texts.length - 1 ? 0x80 : 0;
                byte[] length = frame.length < 126
                        ? new byte[] {(byte) frame.length}
                        : new byte[] {126, (byte) (frame.length >> 8), (byte) frame.length};
                out.write(last | (i == 0 ? 2 : 0));
                out.write(length);
                out.write(frame);
            }
            out.flush();
            return this;
        }

        void end() throws IOException {
            out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8});
            out.flush();
            awaitEnd();
        }

        /** Until the client has gone. */
        void awaitEnd() throws IOException {
            in.readAllBytes();
        }

        /** The next message: the number of its channel, and what it says. */
        String received() throws IOException {
            in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] text = in.readNBytes(length);
            for (int i = 0; i < text.length; i++) {
                text[i] ^= mask[i % 4];
            }
            return (text[0] & 0xff) + " " + new String(text, 1, text.length - 1, StandardCharsets.ISO_8859_1);
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
