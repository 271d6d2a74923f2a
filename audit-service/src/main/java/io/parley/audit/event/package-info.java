/// Events: taken from Kafka, put into the log, and shown to those who may see them. What an event says stands here,
/// beside the log, so that it can be erased while its commitment stays.
@ApplicationModule(allowedDependencies = {"completeness", "erasure", "log"})
@NullMarked
package io.parley.audit.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
