package io.parley.message.fact;

import io.parley.contracts.event.MessageAccepted.ChangeCase;
import java.util.Locale;

/// What kind of fact a row of the record is.
public enum Change {
    OPENED,
    POSTED,
    EDITED,
    RECALLED,
    MEMBERS_ADDED,
    MEMBER_REMOVED,
    REACTED,
    ROLE_CHANGED,
    PROPERTIES_CHANGED,
    /// Destroyed by retention; whatever it was.
    PURGED;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public static Change of(ChangeCase change) {
        return switch (change) {
            case OPENED -> OPENED;
            case POSTED -> POSTED;
            case EDITED -> EDITED;
            case RECALLED -> RECALLED;
            case MEMBERS_ADDED -> MEMBERS_ADDED;
            case MEMBER_REMOVED -> MEMBER_REMOVED;
            case REACTED -> REACTED;
            case ROLE_CHANGED -> ROLE_CHANGED;
            case PROPERTIES_CHANGED -> PROPERTIES_CHANGED;
            case PURGED -> PURGED;
            case CHANGE_NOT_SET -> throw new IllegalArgumentException("change: not set (expected: one of the changes)");
        };
    }

    static Change of(String code) {
        return valueOf(code.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    public String code() {
        return code;
    }

    public boolean membership() {
        return switch (this) {
            case OPENED, MEMBERS_ADDED, MEMBER_REMOVED -> true;
            case POSTED, EDITED, RECALLED, REACTED, ROLE_CHANGED, PROPERTIES_CHANGED, PURGED -> false;
        };
    }

    /// About the conversation itself, not about one message of it.
    public boolean system() {
        return membership() || this == ROLE_CHANGED || this == PROPERTIES_CHANGED;
    }
}
