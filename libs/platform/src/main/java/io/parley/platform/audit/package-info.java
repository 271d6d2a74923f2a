/// Typed audit events: with the change (outbox) or before the answer (acknowledged by Kafka).
@NullMarked
package io.parley.platform.audit;

import org.jspecify.annotations.NullMarked;
