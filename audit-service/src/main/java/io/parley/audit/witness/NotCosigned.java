package io.parley.audit.witness;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A witness gave no cosignature. The reason is a word for metrics and logs.
final class NotCosigned extends Exception {

    private static final long serialVersionUID = 1L;

    /// It cosigned another root of the same size: somebody has been shown another history.
    static final String CONFLICT = "conflict";

    /// It has seen more than there is: this log has lost its newest entries, or somebody else signs with its key.
    static final String AHEAD = "ahead";

    /// It finds that the log does not extend what it cosigned.
    static final String INCONSISTENT = "inconsistent";

    private static final Set<String> ANOTHER_LOG = Set.of(CONFLICT, AHEAD, INCONSISTENT);

    private final String reason;

    NotCosigned(String reason) {
        this(reason, null);
    }

    NotCosigned(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /// Whether it has seen what cannot be seen of one log that only grows: the one thing that witnesses are for.
    boolean isOfAnotherLog() {
        return ANOTHER_LOG.contains(reason);
    }
}
