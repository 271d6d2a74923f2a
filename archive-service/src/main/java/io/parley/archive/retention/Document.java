package io.parley.archive.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a certificate says.
///
/// @param rangesDigest SHA-256, hexadecimal, over the certificate's ranges by conversation and number: of each the
///     conversation's id (16 bytes), first and last number (8 bytes each, big-endian) and digest (32 bytes)
/// @param heldBack what policies would have destroyed, had nothing forbidden it
record Document(
        UUID certificateId,
        String region,
        Instant startedAt,
        Instant finishedAt,
        long records,
        long conversations,
        long ranges,
        String rangesDigest,
        List<PolicyCount> policies,
        List<Tally.HeldBackCount> heldBack) {

    record PolicyCount(UUID policyId, long records) {}
}
