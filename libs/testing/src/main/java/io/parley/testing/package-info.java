/// The stores of a test behind one switch, tokens, people and a settable clock.
@NullMarked
package io.parley.testing;

import org.jspecify.annotations.NullMarked;
