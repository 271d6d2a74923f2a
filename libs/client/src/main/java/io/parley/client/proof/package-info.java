/// Checks the audit log's proofs, and exports of the archive, with little more than the JDK: RFC 9162 Merkle proofs and
/// C2SP signed-note checkpoints.
/// Depends on no server code, so an outsider can read it in one sitting.
@NullMarked
package io.parley.client.proof;

import org.jspecify.annotations.NullMarked;
