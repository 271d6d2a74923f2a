package io.parley.archive.feed;

import io.parley.contracts.Coded;

/// What can become of an authorisation or a key after it was asked for.
enum FeedStep implements Coded {
    APPROVED,
    REFUSED,
    REVOKED;

    static FeedStep of(String code) {
        return Coded.stored(values(), code);
    }
}
