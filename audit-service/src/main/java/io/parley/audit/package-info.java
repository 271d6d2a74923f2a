/// audit-service: the one place where every act of the region is recorded so that nobody can deny, change or drop it
/// unseen.
@NullMarked
package io.parley.audit;

import org.jspecify.annotations.NullMarked;
