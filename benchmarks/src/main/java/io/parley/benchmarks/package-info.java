/// Load generator that speaks only the public API, as many people at once in one small process.
@NullMarked
package io.parley.benchmarks;

import org.jspecify.annotations.NullMarked;
