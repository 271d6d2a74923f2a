/// What makes the archive's account tamper-evident: each decision is chained to the one before it in its conversation,
/// and each batch of links lies under a Merkle root in the audit log.
@NullMarked
package io.parley.archive.seal;

import org.jspecify.annotations.NullMarked;
