/// Benchmarks of the package of the same name, whose parts only it sees.
@NullMarked
package io.parley.platform.keys;

import org.jspecify.annotations.NullMarked;
