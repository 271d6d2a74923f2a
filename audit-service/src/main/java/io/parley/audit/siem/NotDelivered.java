package io.parley.audit.siem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a receiver did not take a batch: a code, which is stored, shown and counted, so never a word of the receiver's.
final class NotDelivered extends Exception {

    private static final long serialVersionUID = 1L;

    /// The receiver finds the batch too large.
    static final String TOO_LARGE = "http-413";

    private final String reason;
    private final Duration after;

    NotDelivered(String reason, @Nullable Throwable cause) {
        this(reason, Duration.ZERO, cause);
    }

    /// @param after how long the receiver asks to be left alone
    NotDelivered(String reason, Duration after, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.after = after;
    }

    String reason() {
        return reason;
    }

    Duration after() {
        return after;
    }
}
