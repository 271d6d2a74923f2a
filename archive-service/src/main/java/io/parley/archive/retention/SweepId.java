package io.parley.archive.retention;

import io.parley.contracts.Ids;
import java.util.UUID;

/// One run of the sweep that destroyed something; also names its certificate.
record SweepId(UUID value) {

    static SweepId next() {
        return new SweepId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
