/// Whether all events arrived. Services number what they record;
/// [Completeness][io.parley.audit.completeness.Completeness]
/// follows the numbers and tells of those that are missing.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.parley.audit.completeness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
