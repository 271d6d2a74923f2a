package io.parley.gateway.socket;

import io.parley.contracts.Coded;
import io.parley.contracts.ErrorCode;

/// Why the server ends a session: the goodbye's code, the close code (RFC 6455 §7.4), and whether to come back.
enum Ending implements Coded {
    BAD_FRAME(4400, false),
    /// Also when its account is the person's no more: who comes back is told why.
    TOKEN_EXPIRED(4401, true),
    PERSON_FROZEN(4403, false),
    WRONG_REGION(4421, false),
    TOO_MANY_REQUESTS(4429, true),
    HELLO_REQUIRED(4400, true),
    SLOW_CONSUMER(1008, true),
    SILENT(1001, true),
    UNAVAILABLE(1013, true),
    RESTART(1012, true);

    private final int closeCode;
    private final boolean reconnect;

    Ending(int closeCode, boolean reconnect) {
        this.closeCode = closeCode;
        this.reconnect = reconnect;
    }

    static Ending of(ErrorCode refusal) {
        return switch (refusal) {
            case TOKEN_EXPIRED -> TOKEN_EXPIRED;
            case PERSON_FROZEN, PERSON_UNKNOWN, IDENTITY_MISMATCH -> PERSON_FROZEN;
            case WRONG_REGION -> WRONG_REGION;
            default -> UNAVAILABLE;
        };
    }

    int closeCode() {
        return closeCode;
    }

    boolean reconnect() {
        return reconnect;
    }
}
