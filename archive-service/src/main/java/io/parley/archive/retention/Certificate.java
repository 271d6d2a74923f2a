package io.parley.archive.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Proof of what one sweep destroyed.
///
/// @param records how many
/// @param digest SHA-256 of the document in UTF-8, hexadecimal; also in the audit log, as `retention.swept`
/// @param document JSON, see [Document]
/// @param note the document and a line feed, signed by the archive (C2SP signed-note); absent on the oldest
record Certificate(
        UUID certificateId,
        Instant finishedAt,
        long records,
        String digest,
        String document,
        @Nullable String note) {}
