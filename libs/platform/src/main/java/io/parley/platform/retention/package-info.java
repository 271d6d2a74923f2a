/// How archive-service learns what the law demands to keep.
@NullMarked
package io.parley.platform.retention;

import org.jspecify.annotations.NullMarked;
