/// Push of events to SIEMs: every entry of the log, in its order, at least once, to each receiver at the pace that the
/// receiver keeps. Nothing here can hold up the log or another receiver.
@ApplicationModule(allowedDependencies = "event")
@NullMarked
package io.parley.audit.siem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
