package io.parley.archive.hold;

import io.parley.platform.keys.DataKey;
import java.util.List;

/// How the archive finds words without keeping them.
public interface WordDigests {

    /// For each key in use, the digests that a text has which has this phrase; empty when it has no word. Until the
    /// transaction ends, no other key comes into use.
    List<long[]> of(String phrase);

    /// The newest key.
    DataKey key();
}
