package io.parley.message.purge;

import io.parley.platform.retention.DestructionApi.Item;
import java.util.UUID;

/// A fact with content that may be destroyed one day.
///
/// @param kind of retention: `text`, `file` or `metadata`
record Living(UUID conversation, long seq, long acceptedAtMs, UUID sender, String kind) {

    Item item() {
        return new Item(conversation, seq, sender, kind);
    }
}
