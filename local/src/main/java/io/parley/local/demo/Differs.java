package io.parley.local.demo;

/// A step did not go as it should have.
final class Differs extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Differs(String message) {
        super(message);
    }
}
