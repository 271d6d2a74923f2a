package io.parley.local.region;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Asks a process, in its own protocol, whether it is ready for work. No client library: a status must be cheap.
final class Probe {

    private static final int TIMEOUT_MS = 2000;
    private static final int POSTGRES_PROTOCOL_3 = 196_608;
    private static final short API_VERSIONS = 18;

    private Probe() {}

    static boolean isReady(Instance instance) {
        try {
            return switch (instance.part()) {
                case POSTGRES -> postgres(instance.port());
                case REDIS -> redis(instance.port());
                case KAFKA -> kafka(instance.port());
                case ISSUER -> http(instance.port(), "/parley/.well-known/openid-configuration");
                case GATEWAY, MESSAGE, PRESENCE, ARCHIVE, CONSENT, AUDIT ->
                    http(instance.secondPort(), "/actuator/health/readiness");
            };
        } catch (IOException notReachable) {
            return false; // refused, reset or silent: not ready
        }
    }

    private interface Talk {
        boolean with(DataOutputStream out, DataInputStream in) throws IOException;
    }

    /// The server asks for a password (`R`) once it takes connections, and answers `E` while it recovers.
    private static boolean postgres(int port) throws IOException {
        byte[] parameters = "user\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        return talk(port, (out, in) -> {
            out.writeInt(Integer.BYTES * 2 + parameters.length);
            out.writeInt(POSTGRES_PROTOCOL_3);
            out.write(parameters);
            out.flush();
            return in.readByte() == 'R';
        });
    }

    /// The answer is `+PONG`, or `-LOADING` while the append-only file is read.
    private static boolean redis(int port) throws IOException {
        return talk(port, (out, in) -> {
            out.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return in.readByte() == '+';
        });
    }

    /// An ApiVersions request (key 18, version 0, correlation 1, no client id): the first thing every client sends.
    private static boolean kafka(int port) throws IOException {
        return talk(port, (out, in) -> {
            out.writeInt(Short.BYTES * 3 + Integer.BYTES);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            return in.readInt() > 0;
        });
    }

    private static boolean talk(int port, Talk talk) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            return talk.with(
                    new DataOutputStream(socket.getOutputStream()), new DataInputStream(socket.getInputStream()));
        }
    }

    private static boolean http(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
