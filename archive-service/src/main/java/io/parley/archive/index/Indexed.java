package io.parley.archive.index;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// @param tokens none: what was said cannot be read any more, so it cannot be found either
record Indexed(UUID recordId, Instant acceptedAt, long[] tokens) {

    String literal() {
        return LongStream.of(tokens).mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
