/// Brings a service's database up to date without starting the service.
@NullMarked
package io.parley.platform.migration;

import org.jspecify.annotations.NullMarked;
