/// Witnesses (C2SP tlog-witness): somebody else sees each checkpoint, makes sure that it only extends the last one, and
/// says so with a signature of theirs. Whoever trusts enough of them need not fear that this log shows others another
/// history. The log waits for none of them.
@NullMarked
package io.parley.audit.witness;

import org.jspecify.annotations.NullMarked;
