package io.parley.archive.hold;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// That somebody looked into a hold and it is still needed.
///
/// @param reviewDate when to look again; absent: in a year
record ReviewRequest(
        @Nullable LocalDate reviewDate, @Nullable String comment) {

    @Override
    public String toString() {
        return "[redacted]";
    }
}
