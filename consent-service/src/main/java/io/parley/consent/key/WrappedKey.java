package io.parley.consent.key;

import io.parley.contracts.KeyId;

/// A data key as it rests.
record WrappedKey(KeyId id, KeySlot slot, Wrapped secret) {

    byte[] associatedData() {
        return slot.associatedData(id);
    }
}
