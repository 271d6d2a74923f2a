/// The transparency log: an append-only Merkle tree of salted commitments (RFC 9162 §2.1) with signed checkpoints,
/// served in the public formats C2SP tlog-tiles, tlog-checkpoint and signed-note, so that any existing verifier can
/// check it. [TransparencyLog][io.parley.audit.log.TransparencyLog] is the facade.
///
/// Nothing here knows what an event says: the log sees a body's bytes once, to commit to them, and keeps the
/// commitment only.
@NullMarked
package io.parley.audit.log;

import org.jspecify.annotations.NullMarked;
