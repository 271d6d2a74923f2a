/// Enters the demo people and the example notices through the public interface.
@NullMarked
package io.parley.local.seed;

import org.jspecify.annotations.NullMarked;
