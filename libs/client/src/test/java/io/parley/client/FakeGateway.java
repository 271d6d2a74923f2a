package io.parley.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Just enough of RFC 6455 to script a server's side of one socket after the other.
final class FakeGateway implements AutoCloseable {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();

    FakeGateway() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// The next connection, its handshake done.
    Peer next() throws InterruptedException {
        Peer peer = peers.poll(10, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("no connection came");
        }
        return peer;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                peers.add(new Peer(server.accept()));
            }
        } catch (IOException e) {
            peers.clear();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    static final class Peer {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(10_000);
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
            String key = "";
            for (String line = line(); !line.isEmpty(); line = line()) {
                key = line.startsWith("Sec-WebSocket-Key: ") ? line.substring(19) : key;
            }
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Protocol: parley.v1.json\r\nSec-WebSocket-Accept: " + accept(key)
                            + "\r\n\r\n")
                    .getBytes(US_ASCII));
        }

        /// The next text frame that is no ping.
        String read() throws IOException {
            String frame = frame();
            return frame.contains("\"ping\"") ? read() : frame;
        }

        private String frame() throws IOException {
            int opcode = in.readUnsignedByte() & 0x0F;
            int length = in.readUnsignedByte() & 0x7F;
            int size = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(size);
            for (int i = 0; i < size; i++) {
                payload[i] ^= mask[i % 4];
            }
            return opcode == 1 ? new String(payload, UTF_8) : frame();
        }

        void write(String text) throws IOException {
            byte[] payload = text.getBytes(UTF_8);
            int half = payload.length / 2;
            fragment(0x01, ByteBuffer.wrap(payload, 0, half));
            fragment(0x80, ByteBuffer.wrap(payload, half, payload.length - half));
        }

        void cut() throws IOException {
            socket.close();
        }

        private void fragment(int head, ByteBuffer payload) throws IOException {
            out.write(head);
            if (payload.remaining() < 126) {
                out.write(payload.remaining());
            } else {
                out.write(126);
                out.write(payload.remaining() >>> 8);
                out.write(payload.remaining() & 0xFF);
            }
            out.write(payload.array(), payload.position(), payload.remaining());
            out.flush();
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int c = in.readByte(); c != '\n'; c = in.readByte()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        private static String accept(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
                return Base64.getEncoder().encodeToString(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
