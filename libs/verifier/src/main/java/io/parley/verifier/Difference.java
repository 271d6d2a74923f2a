package io.parley.verifier;

/// The log is not what was signed, or does not keep to its format. Names the place.
final class Difference extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Difference(String message) {
        super(message);
    }
}
