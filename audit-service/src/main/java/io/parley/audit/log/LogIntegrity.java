package io.parley.audit.log;

import org.jspecify.annotations.Nullable;

/// How the stored tree compares with what was signed.
///
/// @param root that was signed, base64
/// @param signatureHolds of the latest checkpoint, by this log's key
/// @param rootHolds the stored tree of that size has that root
/// @param sinceSize of the latest checkpoint before a time; null when there was none but the empty one
/// @param sinceHolds the stored tree of that size has the root that was signed then
public record LogIntegrity(
        String origin,
        long size,
        String root,
        boolean signatureHolds,
        boolean rootHolds,
        @Nullable Long sinceSize,
        @Nullable Boolean sinceHolds) {}
