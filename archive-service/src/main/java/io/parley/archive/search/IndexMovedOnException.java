package io.parley.archive.search;

/// What was digested lies under an index key that a newer one has replaced meanwhile. Digest it again.
public final class IndexMovedOnException extends RuntimeException {

    IndexMovedOnException(int generation, int newest) {
        super("index generation: " + generation + " (expected: " + newest + ")");
    }
}
