package io.parley.message.store;

import java.io.IOException;

/// The store cannot be reached or cannot take more: no fault of the one who asks.
public final class StoreDownException extends IOException {

    private static final long serialVersionUID = 1L;

    StoreDownException(String what, Throwable cause) {
        super(what, cause);
    }
}
