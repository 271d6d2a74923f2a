package io.parley.platform.kek;

import java.security.GeneralSecurityException;

/// The key-encryption key could not be asked: neither a yes nor a no.
public final class KekUnreachableException extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    public KekUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
