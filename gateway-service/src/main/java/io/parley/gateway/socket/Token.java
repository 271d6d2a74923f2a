package io.parley.gateway.socket;

import java.time.Instant;

/// A verified token. Never printed.
record Token(String bearer, Instant expires) {

    @Override
    public String toString() {
        return "[redacted]";
    }
}
