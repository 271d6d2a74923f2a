package io.parley.platform.signing;

/// What a service signed so far. Asked before a key is kept for good, so that a region does not get a second one when
/// its first cannot be found.
public interface SignedBefore {

    boolean anything();

    /// Whether nothing of it speaks against this key.
    boolean agreesWith(NoteKey key);
}
