package io.parley.consent.key;

import java.security.GeneralSecurityException;

/// The key-encryption key could not be asked: neither a yes nor a no.
final class KekUnreachableException extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    KekUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
