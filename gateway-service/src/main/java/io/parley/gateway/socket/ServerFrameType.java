package io.parley.gateway.socket;

import java.util.Locale;

/// The frames a client may get. Each is described in asyncapi.json.
enum ServerFrameType {
    WELCOME,
    MESSAGE,
    MESSAGE_CHANGED,
    PURGED,
    CONVERSATION,
    NOTICE,
    ACCEPTED,
    REJECTED,
    RECEIPT,
    RECEIPTS,
    TYPING,
    PRESENCE,
    PONG,
    ERROR,
    GOODBYE;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String wire() {
        return wire;
    }
}
