package io.parley.archive.retention;

import java.time.Instant;
import java.util.UUID;

/// Proof of what one sweep destroyed.
///
/// @param records how many
/// @param digest SHA-256 of the document in UTF-8, hexadecimal; also in the audit log, as `retention.swept`
/// @param document JSON, see [Document]
record Certificate(UUID certificateId, Instant finishedAt, long records, String digest, String document) {}
