package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;

/// A WebSocket at the level of its bytes (RFC 6455 §5.2): for clients that behave as no library would let them.
final class WireSocket implements AutoCloseable {

    private static final int FIN_TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LENGTH = 0x7F;
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    /// @param receiveBuffer bytes that the network may hold for this client; small ones make a slow client at once
    WireSocket(String token, int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
            socket.setSoTimeout(PATIENCE_MS);
            URI gateway = Region.anyGateway();
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            in = new DataInputStream(socket.getInputStream());
            upgrade(token);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void upgrade(String token) throws IOException {
        String request = "GET /v1/socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: parley.v1.json\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
    }

    void say(String frame) throws IOException {
        byte[] text = frame.getBytes(UTF_8);
        announce(text.length);
        socket.getOutputStream().write(text);
    }

    /// The head of a text frame of that length, masked with zeros; its bytes may or may not follow.
    void announce(long length) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) FIN_TEXT);
        if (length < LENGTH_16) {
            head.put((byte) (MASKED | length));
        } else if (length <= 0xFFFF) {
            head.put((byte) (MASKED | LENGTH_16)).putShort((short) length);
        } else {
            head.put((byte) (MASKED | LENGTH_64)).putLong(length);
        }
        head.putInt(0);
        socket.getOutputStream().write(head.array(), 0, head.position());
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// The payload of the next frame of any kind; a close frame's begins with its code.
    byte[] next() throws IOException {
        in.readUnsignedByte();
        long length = in.readUnsignedByte() & LENGTH;
        if (length == LENGTH_16) {
            length = in.readUnsignedShort();
        } else if (length == LENGTH_64) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
