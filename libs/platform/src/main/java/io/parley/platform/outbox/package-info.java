/// Events recorded in the transaction of the change, relayed in order.
@NullMarked
package io.parley.platform.outbox;

import org.jspecify.annotations.NullMarked;
