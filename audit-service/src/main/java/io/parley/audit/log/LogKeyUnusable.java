package io.parley.audit.log;

/// The log cannot be signed with the key it was given; the service does not start.
class LogKeyUnusable extends RuntimeException {

    private static final long serialVersionUID = 1;

    LogKeyUnusable(String message) {
        super(message);
    }

    LogKeyUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
