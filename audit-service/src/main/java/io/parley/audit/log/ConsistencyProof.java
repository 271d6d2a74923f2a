package io.parley.audit.log;

import java.util.List;

/// Shows that an older tree is a prefix of the published one (RFC 9162 §2.1.4).
///
/// @param checkpoint the signed note of the newer tree
record ConsistencyProof(long from, long to, List<Hash> path, String checkpoint) {}
