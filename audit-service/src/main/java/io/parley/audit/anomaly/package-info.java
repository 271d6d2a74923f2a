/// Anomalies: rules, which are data, look at every event in the order of the log; what they find is itself an event.
@ApplicationModule(allowedDependencies = "event")
@NullMarked
package io.parley.audit.anomaly;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
