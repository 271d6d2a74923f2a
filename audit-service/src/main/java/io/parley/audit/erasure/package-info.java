/// Erasing what events say of a person, where law allows: one person asks, another approves, holds and the period for
/// which the log must be kept come first. The entry of an erased event stays provable, and shows why it says no more.
/// [ErasedEvents][io.parley.audit.erasure.ErasedEvents] is the facade.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.parley.audit.erasure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
