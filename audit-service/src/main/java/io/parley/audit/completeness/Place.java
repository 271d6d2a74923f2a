package io.parley.audit.completeness;

import java.util.UUID;

/// Where an event stands among those of its service.
///
/// @param number from 1, without a gap within the stream
public record Place(UUID stream, long number) {

    public Place {
        if (number < 1) {
            throw new IllegalArgumentException("number: " + number + " (expected: at least 1)");
        }
    }
}
