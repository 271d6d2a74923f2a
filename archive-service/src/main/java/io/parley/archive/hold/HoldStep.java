package io.parley.archive.hold;

import io.parley.contracts.Coded;

/// The way out of a hold, in order. What is requested takes effect when another person approves it.
enum HoldStep implements Coded {
    RELEASE_REQUESTED,
    RELEASED,
    DISPOSITION_REQUESTED,
    DISPOSED;

    static HoldStep of(String code) {
        return Coded.stored(values(), code);
    }
}
