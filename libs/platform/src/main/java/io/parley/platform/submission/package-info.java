/// Commands on the message path and the outcomes that answer them.
@NullMarked
package io.parley.platform.submission;

import org.jspecify.annotations.NullMarked;
