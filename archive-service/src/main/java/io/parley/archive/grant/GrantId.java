package io.parley.archive.grant;

import io.parley.contracts.Ids;
import java.util.UUID;

/// A grant to read the archive.
public record GrantId(UUID value) {

    static GrantId next() {
        return new GrantId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
