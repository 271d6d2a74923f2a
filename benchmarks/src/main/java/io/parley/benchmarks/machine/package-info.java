/// What the processes of a local region use, as the kernel tells it.
@NullMarked
package io.parley.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
