/// What people learn of who read what they wrote: when, on which ground, for which case. While an investigation has to
/// stay silent it is told later, which two persons decide, within bounds, and on record.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.parley.audit.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
