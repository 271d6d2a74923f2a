package io.parley.presence.reachability;

import java.util.Locale;

/// Who may see whether a person is reachable.
public enum Visibility {
    EVERYONE,
    NOBODY;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
