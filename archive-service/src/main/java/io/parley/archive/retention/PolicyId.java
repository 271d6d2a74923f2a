package io.parley.archive.retention;

import io.parley.contracts.Ids;
import java.util.UUID;

/// A retention policy.
record PolicyId(UUID value) {

    static PolicyId next() {
        return new PolicyId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
