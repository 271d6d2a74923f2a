/// Who is reachable, on which device, and who may see it.
@NullMarked
package io.parley.presence;

import org.jspecify.annotations.NullMarked;
