package io.parley.archive.retention;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something archived that may fall due.
///
/// @param id of the record, of the message whose recall this marks, or of the conversation of a receipt
/// @param seq below 0: the number of a receipt, negated
/// @param sender null: not known
/// @param held when it was read
record Retainable(
        UUID id,
        ConversationId conversation,
        long seq,
        Instant acceptedAt,
        @Nullable PersonId sender,
        RetentionClass kind,
        boolean held) {

    boolean isReceipt() {
        return seq < 0;
    }
}
