package io.parley.audit.completeness;

import java.time.Instant;
import java.util.Optional;

/// Numbers that did not come, both ends included.
///
/// @param reportedAt when it became an event of its own
record Gap(long first, long last, Instant noticedAt, Optional<Instant> reportedAt) {

    boolean holds(long number) {
        return first <= number && number <= last;
    }
}
