package io.parley.archive.search;

import java.util.Collection;

/// Digests the words of texts under one generation of the index key.
public interface Indexer {

    int generation();

    /// Ascending, each once.
    long[] apply(Collection<String> texts);
}
