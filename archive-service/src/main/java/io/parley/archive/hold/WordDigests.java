package io.parley.archive.hold;

/// How the archive finds words without keeping them.
public interface WordDigests {

    /// Ascending; empty when the phrase has no word.
    long[] of(String phrase);
}
