package io.parley.presence.reachability;

import java.util.Locale;

/// Who may see whether a person is reachable.
public enum Visibility {
    EVERYONE,
    /// People who share a conversation.
    CONTACTS,
    NOBODY;

    static Visibility of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
