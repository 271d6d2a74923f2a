package io.parley.archive.hold;

import io.parley.contracts.Ids;
import java.util.UUID;

/// A legal hold.
record HoldId(UUID value) {

    static HoldId next() {
        return new HoldId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
