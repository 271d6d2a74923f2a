package io.parley.archive.intake;

import io.parley.archive.search.Indexer;
import java.util.ArrayList;
import java.util.List;

/// A batch ready to be written.
///
/// @param judged every fact
/// @param versions the sealed contents of those that are kept
/// @param indexer what their words were digested with
record Resealed(List<Judged> judged, List<ArchivedVersion> versions, Indexer indexer) {

    Resealed(Indexer indexer) {
        this(new ArrayList<>(), new ArrayList<>(), indexer);
    }

    void add(Judged one) {
        judged.add(one);
    }

    void add(ArchivedVersion version) {
        judged.add(version.judged());
        versions.add(version);
    }
}
