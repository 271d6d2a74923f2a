package io.parley.platform.store;

import java.io.IOException;

/// The store cannot be reached or cannot take more: no fault of the one who asks.
public sealed class StoreDownException extends IOException permits ObjectMissingException {

    private static final long serialVersionUID = 1L;

    StoreDownException(String what, Throwable cause) {
        super(what, cause);
    }
}
