package io.parley.audit.log;

import java.util.List;

/// Shows that an entry stands at its index under a signed checkpoint (RFC 9162 §2.1.3).
///
/// @param entry the commitment, which is the log entry itself
/// @param path sibling hashes, from the leaf upwards
/// @param checkpoint the signed note that the path leads to
public record InclusionProof(long index, Hash entry, List<Hash> path, String checkpoint) {}
