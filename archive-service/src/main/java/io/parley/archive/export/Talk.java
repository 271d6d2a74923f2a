package io.parley.archive.export;

import io.parley.contracts.ConversationId;
import java.time.Instant;
import java.util.List;

/// A conversation as far as it is exported.
///
/// @param participants everybody who was in it at some time between the first and the last number
record Talk(
        ConversationId id,
        String region,
        long firstSeq,
        long lastSeq,
        Instant firstAt,
        Instant lastAt,
        List<Somebody> participants) {

    /// An address that can never be mailed to (RFC 2606 §2), and stays the same whatever the person is called.
    String address(Somebody person) {
        return person.id() + "@people." + region + ".parley.invalid";
    }

    String file(String extension) {
        return "conversations/" + id + extension;
    }
}
