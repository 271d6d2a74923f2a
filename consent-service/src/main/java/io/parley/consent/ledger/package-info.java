/// What people answered. Nothing here is ever changed or removed, not even by a database client of this service.
@NullMarked
package io.parley.consent.ledger;

import org.jspecify.annotations.NullMarked;
