package io.parley.audit.log;

import io.parley.platform.signing.NoteKey;
import io.parley.platform.signing.SignedBefore;

/// A log has one key for its whole life: what signed the latest checkpoint.
final class SignedCheckpoints implements SignedBefore {

    private final LogStore store;

    SignedCheckpoints(LogStore store) {
        this.store = store;
    }

    @Override
    public boolean anything() {
        return store.latest().isPresent();
    }

    @Override
    public boolean agreesWith(NoteKey key) {
        return store.latest().map(latest -> key.signed(latest.note())).orElse(true);
    }
}
