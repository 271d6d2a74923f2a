/// Checks what Parley hands out, on the side of somebody who does not trust it: the audit log from its public tiles or
/// from a copy of them, and exports of the archive. Needs no region, no database and no framework.
@NullMarked
package io.parley.verifier;

import org.jspecify.annotations.NullMarked;
