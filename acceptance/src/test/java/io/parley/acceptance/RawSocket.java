package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testing.FrameSocket;
import java.net.URI;
import java.util.Map;

/// A WebSocket of the region under test without the SDK, to say what the SDK would not.
final class RawSocket extends FrameSocket {

    private static final String PROTOCOL = "parley.v1.json";

    private RawSocket(URI address, Map<String, String> headers, String... more) {
        super(Region.HTTP, address, headers, PROTOCOL, more);
    }

    private static URI address(URI gateway) {
        return URI.create(gateway.resolve("/v1/socket").toString().replaceFirst("^http", "ws"));
    }

    private static Map<String, String> bearing(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /// Connected, not greeted.
    static RawSocket silent(Persona person) {
        return withToken(person.tokens().get());
    }

    static RawSocket silent(URI gateway, Persona person) {
        return new RawSocket(address(gateway), bearing(person.tokens().get()));
    }

    static RawSocket withToken(String token) {
        return new RawSocket(address(Region.anyGateway()), bearing(token));
    }

    static RawSocket inBrowser(Persona person) {
        return new RawSocket(
                address(Region.anyGateway()),
                Map.of(),
                "bearer." + person.tokens().get());
    }

    /// Connected and welcomed.
    static RawSocket of(Persona person, String device) {
        return of(person, device, Map.of());
    }

    static RawSocket of(Persona person, String device, Map<String, Long> cursors) {
        return of(Region.anyGateway(), person, device, cursors);
    }

    static RawSocket of(URI gateway, Persona person, String device, Map<String, Long> cursors) {
        var opened = silent(gateway, person);
        opened.hello(device, cursors);
        return opened;
    }

    void isClosedWith(int code) {
        assertThat(closeCode()).isEqualTo(code);
    }
}
