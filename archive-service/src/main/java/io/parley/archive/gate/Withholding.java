package io.parley.archive.gate;

import io.parley.contracts.Coded;

/// Why a message stays out of the archive. The first that applies to any party is the one that is told.
public enum Withholding implements Coded {
    CONSENT_WITHDRAWN,
    CONSENT_REFUSED,
    ANSWER_MISSING,
    /// The legal obligation that allowed it has run out or was ended.
    OBLIGATION_ENDED,
    /// The archive has not seen how the conversation began, so it cannot know who was there.
    PARTIES_UNKNOWN,
    /// A fact before this one is missing; it may have been a change of members.
    SEQUENCE_GAP,
    KEY_DESTROYED,
    /// The ciphertext does not open under its own key.
    UNREADABLE;
}
