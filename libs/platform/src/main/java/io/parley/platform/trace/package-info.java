/// One trace along the way of a message: through HTTP by Spring, through Kafka by [RecordTraces]. Off unless a
/// collector
/// is named.
@NullMarked
package io.parley.platform.trace;

import org.jspecify.annotations.NullMarked;
