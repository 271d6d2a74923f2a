package io.parley.archive.seal;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;

/// What is chained about one mark of how far a person had come in a conversation. Each is chained to the person's mark
/// before it there.
///
/// @param basisSet the name of the evidence for which it was archived: its SHA-256, hexadecimal
public record ReceiptEntry(
        ConversationId conversation, PersonId person, long delivered, long read, Instant at, String basisSet) {

    private static final String FORM = "parley-archive-receipt/v1";

    String text() {
        return String.join(
                "\n",
                FORM,
                conversation.toString(),
                person.toString(),
                Long.toString(delivered),
                Long.toString(read),
                Long.toString(at.toEpochMilli()),
                basisSet);
    }
}
