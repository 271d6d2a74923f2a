/// How archive-service learns what people were called.
@NullMarked
package io.parley.platform.naming;

import org.jspecify.annotations.NullMarked;
