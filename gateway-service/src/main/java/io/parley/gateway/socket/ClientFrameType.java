package io.parley.gateway.socket;

import java.util.Locale;
import java.util.Optional;

/// The frames a client may send. Each is described in asyncapi.json.
enum ClientFrameType {
    HELLO,
    SEND,
    EDIT,
    RECALL,
    REACT,
    DELIVERED,
    READ,
    TYPING,
    SUBSCRIBE,
    AUTHENTICATE,
    PING;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    static Optional<ClientFrameType> of(String wire) {
        for (ClientFrameType type : values()) {
            if (type.wire.equals(wire)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
