/// Benchmarks of the package of the same name, whose parts only it sees.
@NullMarked
package io.parley.message.sequence;

import org.jspecify.annotations.NullMarked;
