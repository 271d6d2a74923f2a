package io.parley.consent.key;

import io.parley.contracts.KeyId;

/// A data key as it rests.
///
/// @param kekId the key inside the keyset that wrapped it
record WrappedKey(KeyId id, KeySlot slot, byte[] secret, long kekId) {

    @Override
    public String toString() {
        return "WrappedKey[" + id + ", secret=[redacted]]";
    }
}
