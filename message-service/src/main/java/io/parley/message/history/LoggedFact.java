package io.parley.message.history;

import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Sealed;
import io.parley.message.fact.Fact;
import java.util.Optional;

/// A fact of the log.
///
/// @param withheld the message was recalled, now or later: its content is for nobody outside the archive
record LoggedFact(Fact fact, boolean withheld) {

    MessageAccepted event() {
        return fact.event();
    }

    /// What may be opened of it.
    Optional<Sealed> content() {
        return switch (event().getChangeCase()) {
            case POSTED -> Optional.of(event().getPosted().getContent()).filter(_ -> !withheld);
            case EDITED -> Optional.of(event().getEdited().getContent()).filter(_ -> !withheld);
            case RECALLED,
                    OPENED,
                    MEMBERS_ADDED,
                    MEMBER_REMOVED,
                    REACTED,
                    ROLE_CHANGED,
                    PROPERTIES_CHANGED,
                    PURGED,
                    CHANGE_NOT_SET -> Optional.empty();
        };
    }

    /// The event without content that is withheld.
    MessageAccepted shown() {
        if (!withheld) {
            return event();
        }
        MessageAccepted.Builder shown = event().toBuilder();
        switch (event().getChangeCase()) {
            case POSTED -> shown.getPostedBuilder().clearContent();
            case EDITED -> shown.getEditedBuilder().clearContent();
            case RECALLED,
                    OPENED,
                    MEMBERS_ADDED,
                    MEMBER_REMOVED,
                    REACTED,
                    ROLE_CHANGED,
                    PROPERTIES_CHANGED,
                    PURGED,
                    CHANGE_NOT_SET -> {}
        }
        return shown.build();
    }
}
