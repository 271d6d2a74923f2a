package io.parley.consent.leaver;

import java.util.Locale;

/// What is done when somebody leaves. The first two are true with the change itself.
enum Step {
    /// The account is frozen.
    ACCOUNT(true),
    /// The instant is on record (and in the person's event) from which periods of retention count.
    RETENTION(true),
    /// All services were told: they refuse tokens and close sockets.
    ANNOUNCEMENT(false),
    /// The person belongs to no group any more.
    GROUPS(false),
    /// Others own the person's conversations, and the person is in none but direct ones.
    CONVERSATIONS(false);

    private final boolean immediate;

    Step(boolean immediate) {
        this.immediate = immediate;
    }

    boolean immediate() {
        return immediate;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Step of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
