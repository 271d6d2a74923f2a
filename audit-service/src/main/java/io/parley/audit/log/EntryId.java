package io.parley.audit.log;

import java.util.UUID;

/// Identity of what was submitted: the same id is appended once, however often it arrives.
public record EntryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
