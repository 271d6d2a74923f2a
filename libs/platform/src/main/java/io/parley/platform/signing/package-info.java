/// Keys of a region that sign what outsiders check.
@NullMarked
package io.parley.platform.signing;

import org.jspecify.annotations.NullMarked;
