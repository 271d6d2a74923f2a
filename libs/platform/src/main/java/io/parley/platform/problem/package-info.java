/// Problem documents (RFC 9457): one exception, one advice, one shape.
@NullMarked
package io.parley.platform.problem;

import org.jspecify.annotations.NullMarked;
