/// Who accessed what in a time, as a signed document for people and for machines, made from the events of the log.
@ApplicationModule(allowedDependencies = {"log"})
@NullMarked
package io.parley.audit.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
