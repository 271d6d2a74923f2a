package io.parley.gateway.region;

import io.parley.testing.FrameSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/// A client of the gateway under test.
public final class WebSocketClient extends FrameSocket {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DEVICE = "test-device";

    private WebSocketClient(int port, Map<String, String> headers, String protocol, String... more) {
        super(HTTP, URI.create("ws://localhost:" + port + "/v1/socket"), headers, protocol, more);
    }

    public static WebSocketClient connect(int port, String token) {
        return connect(port, Map.of("Authorization", "Bearer " + token), "parley.v1.json");
    }

    public static WebSocketClient connect(int port, Map<String, String> headers, String protocol, String... more) {
        return new WebSocketClient(port, headers, protocol, more);
    }

    /// Connected, with hello said and welcome heard.
    public static WebSocketClient welcomed(int port, String token) {
        return welcomed(port, token, Map.of());
    }

    public static WebSocketClient welcomed(int port, String token, Map<?, Long> cursors) {
        WebSocketClient client = connect(port, token);
        client.hello(DEVICE, cursors);
        return client;
    }

    public void hello(Map<?, Long> cursors) {
        sayHello(DEVICE, cursors);
    }

    public void send(String frame) {
        say(frame);
    }
}
