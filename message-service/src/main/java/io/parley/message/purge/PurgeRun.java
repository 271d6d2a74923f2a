package io.parley.message.purge;

import java.util.UUID;

/// Numbers that one purge destroyed, both ends included.
///
/// @param number of the purge, dense per conversation from 1
/// @param decision of the archive that allowed it
record PurgeRun(UUID conversation, long number, long firstSeq, long lastSeq, UUID decision) {

    long messages() {
        return lastSeq - firstSeq + 1;
    }
}
