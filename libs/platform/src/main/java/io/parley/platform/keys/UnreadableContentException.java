package io.parley.platform.keys;

import io.parley.contracts.KeyId;

/// Ciphertext did not authenticate: it was altered, moved to another place, or sealed under another key.
public final class UnreadableContentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableContentException(KeyId key, Throwable cause) {
        super("content: does not authenticate under key " + key, cause);
    }
}
