/// The Idempotency-Key header: the same request answers the same.
@NullMarked
package io.parley.platform.idempotency;

import org.jspecify.annotations.NullMarked;
