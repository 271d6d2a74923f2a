/// Kafka as Parley uses it: whole-batch listeners, dead letters with an alarm, tails with their own position.
@NullMarked
package io.parley.platform.kafka;

import org.jspecify.annotations.NullMarked;
