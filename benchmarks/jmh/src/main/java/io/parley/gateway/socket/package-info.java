/// Benchmarks of the package of the same name, whose parts only it sees.
@NullMarked
package io.parley.gateway.socket;

import org.jspecify.annotations.NullMarked;
