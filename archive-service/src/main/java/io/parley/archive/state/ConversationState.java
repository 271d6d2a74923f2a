package io.parley.archive.state;

import io.parley.contracts.ConversationId;

/// @param version grows with each change that participants are told of
record ConversationState(ConversationId conversation, Outlook outlook, long version) {

    ConversationState now(Outlook judged) {
        return judged.equals(outlook) ? this : new ConversationState(conversation, judged, version + 1);
    }
}
