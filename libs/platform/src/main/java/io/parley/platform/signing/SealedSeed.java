package io.parley.platform.signing;

import java.net.URI;
import java.time.Instant;

/// A private key as it rests.
///
/// @param kek the key-encryption key that opens it
record SealedSeed(byte[] wrapped, URI kek, Instant wrappedAt) {

    @Override
    public String toString() {
        return "SealedSeed[under " + kek + " since " + wrappedAt + "]";
    }
}
