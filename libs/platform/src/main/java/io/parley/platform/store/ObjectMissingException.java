package io.parley.platform.store;

/// The store answers, and the object is not in it.
public final class ObjectMissingException extends StoreDownException {

    private static final long serialVersionUID = 1L;

    ObjectMissingException(Throwable cause) {
        super("the store has no such object", cause);
    }
}
