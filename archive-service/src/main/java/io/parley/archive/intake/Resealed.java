package io.parley.archive.intake;

import java.util.ArrayList;
import java.util.List;

/// A batch ready to be written. `judged` has every fact, `versions` the sealed contents of those that are kept.
record Resealed(List<Judged> judged, List<ArchivedVersion> versions) {

    Resealed() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void add(Judged one) {
        judged.add(one);
    }

    void add(ArchivedVersion version) {
        judged.add(version.judged());
        versions.add(version);
    }
}
